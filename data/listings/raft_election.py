class Node:                                                            #: class
    def __init__(self, node_id, peers, network):                       #: init
        self.id = node_id                                              #: own-id
        self.peers = peers                                             #: peers
        self.network = network                                         #: network
        self.term = 0  # these three survive a crash                   #: first-term
        self.voted_for = None                                          #: first-vote
        self.log = ()  # the term of each entry                        #: first-log
        self.forget()                                                  #: init-forgets

    def forget(self):  # what a crash erases                           #: forget
        self.state = 'FOLLOWER'                                        #: first-state
        self.current_leader = None                                     #: first-leader
        self.votes = set()                                             #: first-votes
        #+majority-of-live-nodes self.answered = set()                 #: first-answered
        self.successor = None                                          #: first-successor
        #+pre-vote|leader-stickiness self.lease = False                #: first-lease

    def boot(self):                                                    #: boot-def
        self.start_timer('election')                                   #: boot

    def recover(self):                                                 #: recover-def
        self.forget()  # not term, vote and log                        #: recover
        #+forgets-vote if self.voted_for:                              #: if-voted
            #+forgets-vote self.voted_for = None                       #: forget-vote
        self.start_timer('election')                                   #: recover-wait

    def check_leader(self):  # the election timer ran out              #: check-leader
        #+majority-of-live-nodes enough = len(self.votes) > len(self.answered) // 2  #: enough
        #+majority-of-live-nodes if enough and self.state == 'CANDIDATE':  #: if-live-majority
            #+majority-of-live-nodes self.become_leader()              #: live-majority
            #+majority-of-live-nodes return                            #: return-live-majority
        if self.state == 'FOLLOWER':                                   #: if-follower
            self.campaign()  # silence                                 #: no-leader
        else:                                                          #: else-not-elected
            self.campaign()  # nobody won                              #: no-majority

    def campaign(self):                                                #: campaign
        if self.state == 'LEADER':                                     #: if-leader
            self.send_heartbeats()                                     #: still-leading
        else:                                                          #: else-campaign
            self.start_election()                                      #: call-start-election -pre-vote
            #+pre-vote self.ask_pre_votes()                            #: call-ask-pre-votes

    #+pre-vote def ask_pre_votes(self):                                #: ask-pre-votes-def
        #+pre-vote self.state = 'PRE-CANDIDATE'                        #: ask-pre-votes
        #+pre-vote self.end_lease()                                    #: pre-vote-ends-lease
        #+pre-vote self.votes = {self.id}                              #: own-pre-vote
        #+pre-vote self.start_timer('election')                        #: pre-vote-timer
        #+pre-vote for p in self.peers:                                #: for-pre-vote
            #+pre-vote self.send_message(p, "PRE-VOTE", term=self.term + 1, last=self.last())  #: send-pre-vote
        #+pre-vote if self.is_majority(self.votes):                    #: if-alone-pre-vote
            #+pre-vote self.start_election()                           #: alone-starts

    def start_election(self, transfer=False):                          #: start-election-def
        self.term += 1                                                 #: start-election
        self.state = 'CANDIDATE'                                       #: become-candidate
        self.current_leader = None                                     #: forget-leader -pre-vote -leader-stickiness
        #+pre-vote|leader-stickiness self.end_lease()                  #: election-ends-lease
        self.voted_for = self.id                                       #: vote-for-itself
        self.votes = {self.id}                                         #: own-vote
        #+majority-of-live-nodes self.answered = {self.id}             #: own-answer
        self.start_timer('election')                                   #: start-election-timer
        for p in self.peers:                                           #: ask-votes
            self.send_message(p, "VOTE", last=self.last(),             #: send-vote
                              transfer=transfer)                       #: send-transfer
        if self.is_majority(self.votes):  # it is alone                #: if-alone
            self.become_leader()                                       #: alone-leads

    def become_leader(self):                                           #: become-leader-def
        self.state = 'LEADER'                                          #: become-leader
        self.current_leader = self.id                                  #: own-leader
        self.stop_timer('election')                                    #: leader-stops-timer
        self.log += (self.term,)                                       #: append-noop
        self.match = {}  # how much of it the others have              #: first-match
        self.first = len(self.log)                                     #: first-entry
        self.committed = 0                                             #: first-committed
        self.send_heartbeats()                                         #: call-send-heartbeats
        #+check-quorum self.active = {self.id}                         #: first-active
        #+check-quorum self.start_timer('quorum')                      #: start-quorum-timer

    def send_heartbeats(self):                                         #: send-heartbeats
        for p in self.peers:                                           #: heartbeat
            self.send_message(p, "APPEND", log=self.log)               #: send-heartbeat
        self.start_timer('heartbeat')                                  #: next-heartbeat

    def become_follower(self, leader_id):                              #: become-follower
        if self.state == 'LEADER':                                     #: if-deposed
            self.start_timer('election')                               #: deposed-waits
        self.state = 'FOLLOWER'                                        #: follower-state
        self.current_leader = leader_id                                #: follower-leader
        self.successor = None                                          #: follower-successor
        self.stop_timer('heartbeat')                                   #: stop-heartbeat-timer
        self.stop_timer('transfer')                                    #: stop-transfer-timer
        #+check-quorum self.stop_timer('quorum')                       #: stop-quorum-timer

    def receive_message(self, type, sender_id, term, **content):       #: receive-message
        #+leader-stickiness if type == "VOTE" and self.stands_by_leader(content['transfer']):  #: if-stands-by-leader
            #+leader-stickiness return  # do not even look at the term  #: stand-by-leader
        if term > self.term:                                           #: if-higher-term -pre-vote
        #+pre-vote if term > self.term and not self.is_pre_vote(type, content):  #: if-higher-pre-vote
            self.adopt(term)                                           #: call-adopt
        if type == "VOTE":                                             #: if-vote
            self.receive_vote(sender_id, term, **content)              #: call-receive-vote
        elif type == "VOTE-REPLY":                                     #: if-vote-reply
            self.receive_vote_reply(sender_id, term, **content)        #: call-receive-vote-reply
        elif type == "APPEND":                                         #: if-append
            self.receive_append(sender_id, term, **content)            #: call-receive-append
        elif type == "APPEND-REPLY":                                   #: if-append-reply
            self.receive_append_reply(sender_id, term, **content)      #: call-receive-append-reply
        elif type == "TIMEOUT-NOW":                                    #: if-timeout-now
            self.receive_timeout_now(term)                             #: call-receive-timeout-now
        #+pre-vote elif type == "PRE-VOTE":                            #: if-pre-vote
            #+pre-vote self.receive_pre_vote(sender_id, term, **content)  #: call-receive-pre-vote
        #+pre-vote elif type == "PRE-VOTE-REPLY":                      #: if-pre-vote-reply
            #+pre-vote self.receive_vote_reply(sender_id, term, pre=True, **content)  #: call-receive-pre-vote-reply

    #+pre-vote def is_pre_vote(self, type, content):  # of a term that nobody is in  #: is-pre-vote
        #+pre-vote return type == "PRE-VOTE" or type == "PRE-VOTE-REPLY" and content['granted']  #: return-is-pre-vote

    def adopt(self, term):                                             #: adopt
        self.term = term                                               #: higher-term
        self.voted_for = None                                          #: adopt-vote
        self.votes = set()                                             #: adopt-votes
        self.become_follower(None)                                     #: adopt-follows

    def receive_vote(self, sender_id, term, last, transfer):           #: receive-vote
        granted = False                                                #: not-granted
        if term < self.term:                                           #: if-old-candidate
            pass  # too late                                           #: old-candidate
        elif self.voted_for not in (None, sender_id):                  #: if-already-voted
            pass  # one vote a term                                    #: already-voted
        elif last < self.last():                                       #: if-stale-log
            pass  # it has missed something                            #: stale-log
        else:                                                          #: else-grant
            self.voted_for = sender_id                                 #: grant-vote
            self.start_timer('election')                               #: grant-waits
            granted = True                                             #: granted
        #+refusal-resets-timer if not granted and self.state != 'LEADER':  #: if-refused
            #+refusal-resets-timer self.start_timer('election')        #: refusal-waits
        self.send_message(sender_id, "VOTE-REPLY", granted=granted)    #: send-vote-reply

    def receive_vote_reply(self, sender_id, term, granted):            #: receive-vote-reply -pre-vote
    #+pre-vote def receive_vote_reply(self, sender_id, term, granted, pre=False):  #: receive-either-reply
        asked_as, asked_term = 'CANDIDATE', self.term                  #: asked -counts-stale-votes
        #+counts-stale-votes asked_as, asked_term = 'CANDIDATE', term  #: asked-ever
        #+pre-vote if pre:                                             #: if-pre-vote-answer
            #+pre-vote asked_as, asked_term = 'PRE-CANDIDATE', self.term + 1  #: asked-pre-vote
        if self.state != asked_as or granted and term != asked_term:   #: if-late-vote
            return                                                     #: late-vote
        #+majority-of-live-nodes self.answered.add(sender_id)          #: add-answered
        if not granted:                                                #: if-not-granted
            return  # others may still vote for it                     #: refused
        #+pre-vote if pre:                                             #: if-count-pre-vote
            #+pre-vote self.votes.add(sender_id)                       #: count-pre-vote
            #+pre-vote if self.is_majority(self.votes):                #: if-pre-majority
                #+pre-vote self.start_election()                       #: pre-majority
            #+pre-vote return                                          #: return-pre-vote
        self.votes.add(sender_id)                                      #: count-vote
        if self.is_majority(self.votes):                               #: if-majority
            self.become_leader()                                       #: majority

    def receive_append(self, sender_id, term, log):                    #: receive-append
        if term < self.term:                                           #: if-old-leader
            self.send_message(sender_id, "APPEND-REPLY",               #: old-leader
                              granted=False, length=len(self.log))     #: old-leader-content
            return                                                     #: return-old-leader
        if sender_id != self.current_leader:                           #: if-other-leader
            self.become_follower(sender_id)                            #: follow
            self.start_timer('election')                               #: follow-waits
        else:                                                          #: else-same-leader
            self.start_timer('election')                               #: hear-leader
        #+pre-vote|leader-stickiness self.lease = True                 #: start-lease
        #+pre-vote|leader-stickiness self.start_timer('lease')         #: start-lease-timer
        if log[-1:] != self.log[-1:] or len(log) > len(self.log):      #: if-other-log
            self.log = log                                             #: copy-log
        self.send_message(sender_id, "APPEND-REPLY",                   #: send-append-reply
                          granted=True, length=len(self.log))          #: append-reply-content

    def receive_append_reply(self, sender_id, term, granted, length):  #: receive-append-reply
        if self.state != 'LEADER' or term != self.term:                #: if-late-reply
            return                                                     #: late-reply
        up_to_date = length >= len(self.log)                           #: hear-follower
        #+check-quorum self.active.add(sender_id)                      #: add-active
        self.match[sender_id] = length                                 #: note-match
        self.commit(length)                                            #: call-commit
        if up_to_date and sender_id == self.successor:                 #: if-successor
            self.send_message(sender_id, "TIMEOUT-NOW")                #: hand-over

    def write(self):  # a client's write has come to the leader        #: write-def
        if self.successor:                                             #: if-handing-over
            return                                                     #: no-writes
        #+writes-alone self.network.accept(self.id)                    #: accept-alone
        #+writes-alone return                                          #: return-accept-alone
        self.log += (self.term,)                                       #: append-write
        self.send_heartbeats()                                         #: replicate
        self.commit(len(self.log))                                     #: commit-alone

    def commit(self, length):  # somebody has so much                  #: commit-def
        have = [p for p, has in self.match.items() if has >= length]   #: who-has-it
        if (length > self.committed and length >= self.first           #: if-committed
                and self.is_majority(have + [self.id])):               #: if-majority-has-it
            self.committed = length                                    #: commit
            self.network.accept(self.id, length)                       #: tell-clients

    def transfer(self, target_id):                                     #: transfer-def
        self.successor = target_id                                     #: transfer
        self.start_timer('transfer')                                   #: start-transfer-timer
        self.send_message(target_id, "APPEND", log=self.log)           #: send-successor

    def check_transfer(self):  # the successor has not won             #: check-transfer
        self.successor = None                                          #: transfer-failed

    def receive_timeout_now(self, term):                               #: receive-timeout-now
        if term != self.term or self.state != 'FOLLOWER':              #: if-late-timeout-now
            return                                                     #: late-timeout-now
        self.start_election(transfer=True)                             #: timeout-now

    #+pre-vote def receive_pre_vote(self, sender_id, term, last):      #: receive-pre-vote
        #+pre-vote granted = False                                     #: pre-vote-not-granted
        #+pre-vote if self.state == 'LEADER' or self.lease:            #: if-pre-vote-leader
            #+pre-vote pass  # no reason for an election               #: pre-vote-leader
        #+pre-vote elif term <= self.term:                             #: if-pre-vote-term
            #+pre-vote pass  # it lags behind                          #: pre-vote-term
        #+pre-vote elif last < self.last():                            #: if-pre-vote-log
            #+pre-vote pass  # it has missed something                 #: pre-vote-log
        #+pre-vote else:                                               #: else-grant-pre-vote
            #+pre-vote granted = True  # a promise of nothing          #: grant-pre-vote
        #+pre-vote term = term if granted else self.term               #: pre-vote-reply-term
        #+pre-vote self.send_message(sender_id, "PRE-VOTE-REPLY", term=term, granted=granted)  #: send-pre-vote-reply

    #+leader-stickiness def stands_by_leader(self, transfer):          #: stands-by-leader
        #+leader-stickiness return (self.state == 'LEADER' or self.lease) and not transfer  #: return-stands-by-leader

    #+pre-vote|leader-stickiness def end_lease(self):                  #: end-lease
        #+pre-vote|leader-stickiness self.current_leader = None        #: lease-leader
        #+pre-vote|leader-stickiness self.lease = False                #: no-lease
        #+pre-vote|leader-stickiness self.stop_timer('lease')          #: stop-lease-timer

    #+pre-vote|leader-stickiness def check_lease(self):  # it has not heard its leader lately  #: check-lease
        #+pre-vote|leader-stickiness self.lease = False                #: lease-ends

    #+check-quorum def check_quorum(self):                             #: check-quorum
        #+check-quorum if self.is_majority(self.active):               #: if-quorum
            #+check-quorum self.active = {self.id}                     #: quorum
            #+check-quorum self.start_timer('quorum')                  #: next-quorum-timer
        #+check-quorum else:                                           #: else-no-quorum
            #+check-quorum self.become_follower(None)                  #: no-quorum

    def is_majority(self, nodes):  # of all, up or not                 #: is-majority
        return len(nodes) > (len(self.peers) + 1) // 2                 #: more-than-half

    def last(self):  # how new the log is                              #: last
        return self.log[-1:], len(self.log)                            #: term-and-length

    def send_message(self, target_id, type, **content):                #: send-message
        term = self.term                                               #: message-term -pre-vote
        #+pre-vote term = content.pop('term', self.term)               #: any-message-term
        self.network.send(self.id, target_id, type, term, **content)   #: network-send

    def start_timer(self, name):                                       #: start-timer
        drawn = name == 'election'                                     #: drawn -equal-timeouts
        #+equal-timeouts drawn = False                                 #: not-drawn
        self.network.start_timer(self.id, name, drawn)                 #: network-start-timer

    def stop_timer(self, name):                                        #: stop-timer
        self.network.stop_timer(self.id, name)                         #: network-stop-timer
