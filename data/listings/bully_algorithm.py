class Node:                                                    #: class
    def __init__(self, node_id, peers, network):               #: init
        self.id = node_id                                      #: own-id
        self.peers = peers                                     #: peers
        self.network = network                                 #: network
        self.state = 'FOLLOWER'                                #: first-state
        self.current_leader = None                             #: first-leader
        self.election = None                                   #: first-election
        self.settled = False                                   #: first-settled
        #+needs-majority self.here = set()                     #: first-here

    def boot(self):                                            #: boot
        if self.id > max(self.peers, default=0):               #: boot-if-highest
            self.become_leader()                               #: boot-announce -needs-majority
            #+needs-majority self.count()                      #: boot-counts
        else:                                                  #: boot-else
            self.start_timer('LEADER')                         #: boot-wait

    def recover(self):                                         #: recover-from-crash
        self.start_election()                                  #: recover -recovered-does-not-bully
        #+recovered-does-not-bully self.start_timer('LEADER')  #: recover-waits

    def check_leader(self):  # silence                         #: check-leader
        self.start_election()                                  #: leader-silent

    def start_election(self):                                  #: start-election
        if self.election:                                      #: if-running -restart-while-running
            return  # one at a time                            #: already-running -restart-while-running
        if self.state == 'LEADER':                             #: if-leader
            self.announce()                                    #: announce-again
            return                                             #: return-leader
        higher_nodes = [p for p in self.peers if p > self.id]  #: higher-nodes
        if not higher_nodes:                                   #: if-highest
            self.become_leader()                               #: highest -needs-majority
            #+needs-majority self.count()                      #: highest-counts
        else:                                                  #: else-ask
            self.ask(higher_nodes)                             #: call-ask

    def ask(self, higher_nodes):                               #: ask
        self.state = 'CANDIDATE'                               #: become-candidate
        self.current_leader = None                             #: forget-leader
        self.stop_timer('LEADER')                              #: stop-leader-timer
        self.stop_timer('HEARTBEAT')                           #: stop-heartbeat-timer
        #+restart-while-running self.end_election()            #: restart-ends-election
        self.election = 'ASKING'                               #: asking
        for p in higher_nodes:                                 #: for-higher
            self.send_message(p, "ELECTION")                   #: ask-higher
        self.start_timer('ANSWER')                             #: start-answer-timer -no-wait-for-ok
        #+no-wait-for-ok self.become_leader()                  #: lead-at-once

    def check_answer(self):  # no OK came                      #: check-answer
        #+needs-majority if self.election == 'COUNTING':       #: if-counting
            #+needs-majority self.check_majority()             #: call-check-majority
        #+needs-majority else:                                 #: else-count
            #+needs-majority self.count()                      #: no-answer-counts
        self.become_leader()                                   #: no-answer -needs-majority

    #+needs-majority def count(self):  # who is there at all?  #: count-def
        #+needs-majority self.state = 'CANDIDATE'              #: counting-candidate
        #+needs-majority self.current_leader = None            #: counting-leader
        #+needs-majority self.end_election()                   #: counting-ends-election
        #+needs-majority self.stop_timer('LEADER')             #: counting-stops-timer
        #+needs-majority self.stop_timer('HEARTBEAT')          #: counting-stops-heartbeat
        #+needs-majority self.election = 'COUNTING'            #: counting
        #+needs-majority self.here = set()                     #: count-from-nobody
        #+needs-majority for p in self.peers:                  #: count
            #+needs-majority if p < self.id:                   #: if-count-lower
                #+needs-majority self.send_message(p, "ELECTION")  #: send-count
        #+needs-majority self.start_timer('ANSWER')            #: start-count-timer

    #+needs-majority def check_majority(self):                 #: check-majority-def
        #+needs-majority if self.is_majority():                #: if-majority
            #+needs-majority self.become_leader()              #: majority
        #+needs-majority else:                                 #: else-no-majority
            #+needs-majority self.step_back()                  #: no-majority

    #+needs-majority def is_majority(self):                    #: is-majority
        #+needs-majority present = 1 + len(self.here)          #: present
        #+needs-majority return present > (1 + len(self.peers)) // 2  #: more-than-half

    #+needs-majority def step_back(self):                      #: step-back
        #+needs-majority self.state = 'FOLLOWER'               #: step-back-state
        #+needs-majority self.current_leader = None            #: step-back-leader
        #+needs-majority self.end_election()                   #: step-back-ends-election
        #+needs-majority self.stop_timer('HEARTBEAT')          #: step-back-stops-heartbeat
        #+needs-majority self.start_timer('LEADER')            #: step-back-waits

    def become_leader(self):                                   #: become-leader-def
        self.state = 'LEADER'                                  #: become-leader
        self.current_leader = self.id                          #: own-leader
        self.end_election()                                    #: leader-ends-election
        self.stop_timer('LEADER')                              #: leader-stops-timer
        self.announce()                                        #: call-announce
        self.start_timer('HEARTBEAT')                          #: start-heartbeat-timer

    def announce(self):                                        #: announce-def
        for p in self.peers:                                   #: announce
            if p < self.id:                                    #: if-lower
                self.send_message(p, "VICTORY")                #: send-victory
        self.settle()                                          #: announce-settles

    def send_heartbeats(self):                                 #: send-heartbeats
        #+needs-majority if not self.is_majority():            #: if-lost-majority
            #+needs-majority self.step_back()                  #: lost-majority
            #+needs-majority return                            #: return-lost-majority
        #+needs-majority self.here = set()                     #: count-heartbeat-answers
        for p in self.peers:                                   #: send-heartbeat
            self.send_message(p, "HEARTBEAT")                  #: send-one-heartbeat
        self.start_timer('HEARTBEAT')                          #: next-heartbeat

    def receive_message(self, type, sender_id):                #: receive-message -needs-majority
    #+needs-majority def receive_message(self, type, sender_id, answer=False):  #: receive-with-answer
        if type == "ELECTION" and self.id > sender_id:         #: if-election
            self.send_message(sender_id, "OK")                 #: answer-ok
            if self.settled:                                   #: if-settled -late-election-restarts -restart-while-running
                return  # asked too early                      #: late-election -late-election-restarts -restart-while-running
            self.start_election()  # I am bigger               #: take-over
        #+needs-majority elif type == "ELECTION":              #: if-count
            #+needs-majority self.be_counted(sender_id)        #: call-be-counted
        #+needs-majority elif answer or type == "OK" and sender_id < self.id:  #: if-counted
            #+needs-majority self.here.add(sender_id)          #: count-node
        elif type == "OK":                                     #: if-ok
            self.receive_ok()                                  #: call-receive-ok
        elif type == "VICTORY":                                #: if-victory
            if sender_id < self.id:                            #: if-victory-lower -believes-any-victory
                self.refuse()                                  #: refuse-victory -believes-any-victory
            else:                                              #: else-victory -believes-any-victory
                self.follow(sender_id)                         #: believe-victory -believes-any-victory
            #+believes-any-victory self.follow(sender_id)      #: believe-any
        elif type == "HEARTBEAT":                              #: if-heartbeat
            self.receive_heartbeat(sender_id)                  #: call-receive-heartbeat

    def receive_ok(self):                                      #: receive-ok
        if self.election != 'ASKING':                          #: if-not-asking -needs-majority
        #+needs-majority if self.election not in ('ASKING', 'COUNTING'):  #: if-not-counting-either
            return  # too late                                 #: late-ok
        self.state = 'FOLLOWER'                                #: stand-down
        self.election = 'WAITING'                              #: waiting
        self.stop_timer('ANSWER')                              #: stop-answer-timer
        self.start_timer('VICTORY')                            #: start-victory-timer -wait-forever

    #+needs-majority def be_counted(self, sender_id):          #: be-counted-def
        #+needs-majority if sender_id < (self.current_leader or 0):  #: if-keep-leader
            #+needs-majority return  # mine is bigger          #: keep-leader
        #+needs-majority self.send_message(sender_id, "OK")    #: be-counted
        #+needs-majority self.state = 'FOLLOWER'               #: counted-state
        #+needs-majority self.current_leader = None            #: counted-leader
        #+needs-majority self.end_election()                   #: counted-ends-election
        #+needs-majority self.stop_timer('LEADER')             #: counted-stops-timer
        #+needs-majority self.stop_timer('HEARTBEAT')          #: counted-stops-heartbeat
        #+needs-majority self.election = 'WAITING'             #: counted-waits
        #+needs-majority self.start_timer('VICTORY')           #: start-counted-timer -wait-forever

    def check_victory(self):  # nobody won                     #: check-victory
        self.election = None  # who said OK died?              #: no-victory
        self.start_election()                                  #: start-again

    def follow(self, leader_id):                               #: follow-def
        self.current_leader = leader_id                        #: follow -believes-any-victory -recovered-does-not-bully
        #+believes-any-victory|recovered-does-not-bully self.current_leader = leader_id  #: follow-any
        self.state = 'FOLLOWER'                                #: follow-state
        self.end_election()                                    #: follow-ends-election
        self.stop_timer('HEARTBEAT')                           #: follow-stops-heartbeat
        self.start_timer('LEADER')                             #: follow-starts-timer
        #+needs-majority self.send_message(leader_id, "HEARTBEAT", answer=True)  #: answer-new-leader
        self.settle()                                          #: follow-settles

    def refuse(self):  # a lower leader                        #: refuse
        self.start_election()                                  #: lower-claim

    def receive_heartbeat(self, sender_id):                    #: receive-heartbeat
        leader = self.current_leader or 0                      #: known-leader
        if self.election:                                      #: if-electing
            return  # VICTORY ends it                          #: still-electing
        if sender_id == leader:                                #: if-my-leader
            self.start_timer('LEADER')                         #: hear-leader
            #+needs-majority self.send_message(sender_id, "HEARTBEAT", answer=True)  #: answer-heartbeat
        elif sender_id < leader:                               #: if-lower-leader -believes-any-victory
            return  # mine is bigger                           #: lower-leader -believes-any-victory
        elif sender_id < self.id:                              #: if-heartbeat-lower -believes-any-victory -recovered-does-not-bully
            self.refuse()                                      #: refuse-heartbeat -believes-any-victory -recovered-does-not-bully
        else:                                                  #: else-heartbeat
            self.follow(sender_id)                             #: follow-heartbeat

    def end_election(self):                                    #: end-election
        self.election = None                                   #: no-election
        self.stop_timer('ANSWER')                              #: end-answer-timer
        self.stop_timer('VICTORY')                             #: end-victory-timer

    def settle(self):                                          #: settle-def
        self.settled = True                                    #: settle-flag
        self.start_timer('SETTLE')                             #: settle-timer

    def check_settled(self):                                   #: check-settled
        self.settled = False                                   #: settled

    def send_message(self, target_id, type):                   #: send-message -needs-majority
    #+needs-majority def send_message(self, target_id, type, **content):  #: send-with-content
        self.network.send(self.id, target_id, type)            #: network-send -needs-majority
        #+needs-majority self.network.send(self.id, target_id, type, **content)  #: network-send-content

    def start_timer(self, name):                               #: start-timer
        self.network.start_timer(self.id, name)                #: network-start-timer

    def stop_timer(self, name):                                #: stop-timer
        self.network.stop_timer(self.id, name)                 #: network-stop-timer
