class Node:                                                   #: class
    def __init__(self, node_id, behind, network):             #: init
        self.id = node_id                                     #: my-id
        self.successor = behind[0] if behind else node_id     #: successor
        self.network = network                                #: network
        self.state = 'FOLLOWER'                               #: first-state
        self.current_leader = None                            #: first-leader
        self.election = None                                  #: first-election
        #+repair-ring self.behind = behind  # all of them, in order  #: behind
        #+repair-ring self.asked = {}  # who has not acknowledged what  #: first-asked
        #+repair-ring self.late = set()                       #: first-late

    def boot(self):                                           #: boot-def
        self.start_election()                                 #: boot

    def recover(self):                                        #: recover-def
        self.start_election()                                 #: recover

    def start_election(self):                                 #: start-election-def
        if self.election:                                     #: if-running
            return  # one at a time                           #: already-running
        self.compete()                                        #: start-election

    def compete(self):  # my id goes round                    #: compete
        if self.state != 'LEADER':                            #: if-not-leader
            self.state = 'CANDIDATE'                          #: become-candidate
            self.current_leader = None                        #: forget-leader
        self.join('RUNNING')                                  #: running
        if self.successor == self.id:                         #: if-alone
            self.be_alone()                                   #: call-alone
        else:                                                 #: else-send-id
            self.send_on("ELECTION", self.id)                 #: send-id

    def join(self, election):                                 #: join
        self.election = election                              #: set-election
        self.stop_timer('LEADER')                             #: join-stops-leader
        self.start_timer('ELECTION')                          #: start-election-timer -try-once

    def receive_message(self, type, sender_id, id):           #: receive-message
        #+repair-ring if type != "ACK":                       #: if-travels
            #+repair-ring self.network.send(self.id, sender_id, "ACK", (type, id))  #: acknowledge
        if type == "ELECTION":                                #: if-election
            self.receive_election(id)                         #: call-receive-election
        elif type == "ELECTED":                               #: if-elected
            self.receive_elected(id)                          #: call-receive-elected
        elif type == "HEARTBEAT":                             #: if-heartbeat
            self.receive_heartbeat(id)                        #: call-receive-heartbeat
        #+repair-ring elif type == "ACK":                     #: if-ack
            #+repair-ring self.receive_ack(sender_id, id)     #: call-receive-ack

    def receive_election(self, id):                           #: receive-election
        if id == self.id:                                     #: if-own-id
            self.receive_own_id()                             #: call-receive-own-id
        #+non-replacing elif not self.election:               #: if-takes-no-part
            #+non-replacing self.send_on("ELECTION", id)      #: pass-on
        elif id > self.id:                                    #: if-higher
            self.give_way(id)                                 #: call-give-way
        #+forward-everything else:                            #: else-lower
            #+forward-everything self.send_on("ELECTION", id)  #: forward-lower
        elif self.election:                                   #: if-takes-part -forward-everything
            return  # mine or a higher one runs               #: swallow -forward-everything
        else:                                                 #: else-replace -forward-everything -non-replacing
            self.compete()  # mine instead                    #: replace -forward-everything -non-replacing

    def give_way(self, id):                                   #: give-way
        if self.state == 'CANDIDATE':                         #: if-candidate
            self.state = 'FOLLOWER'                           #: give-up
        self.join('LOST')                                     #: lost
        self.send_on("ELECTION", id)                          #: forward

    def receive_own_id(self):  # nobody is higher             #: receive-own-id
        if self.election in (None, 'WON'):                    #: if-late
            return  # decided already                         #: late-id
        self.become_leader()                                  #: own-id

    def be_alone(self):  # nobody else is there               #: be-alone
        self.receive_own_id()                                 #: alone

    def become_leader(self):                                  #: become-leader-def
        self.state = 'LEADER'                                 #: become-leader
        self.current_leader = self.id                         #: own-leader
        self.election = 'WON'  # not over yet                 #: won
        self.send_on("ELECTED", self.id)                      #: announce
        if self.successor == self.id:                         #: if-told-nobody
            self.end_announcement()                           #: call-told-nobody
        self.start_timer('HEARTBEAT')                         #: start-heartbeat-timer

    def receive_elected(self, id):                            #: receive-elected
        if id == self.id:                                     #: if-own-announcement
            self.end_announcement()                           #: announced
        elif id < self.id:                                    #: if-lower-claim -non-replacing
            self.start_election()                             #: lower-claim -non-replacing
        else:                                                 #: else-follow
            self.follow(id)                                   #: call-follow
            self.send_on("ELECTED", id)                       #: pass-elected

    def end_announcement(self):  # all have heard it          #: end-announcement
        if self.election == 'WON':                            #: if-won
            self.end_election()                               #: announcement-ends-election

    def follow(self, leader_id):                              #: follow-def
        self.current_leader = leader_id                       #: follow
        self.state = 'FOLLOWER'                               #: follow-state
        self.end_election()                                   #: follow-ends-election
        self.stop_timer('HEARTBEAT')                          #: follow-stops-heartbeat
        self.start_timer('LEADER')                            #: follow-starts-timer

    def end_election(self):                                   #: end-election
        self.election = None                                  #: no-election
        self.stop_timer('ELECTION')                           #: stop-election-timer

    def send_heartbeat(self):                                 #: send-heartbeat-def
        self.send_on("HEARTBEAT", self.id)                    #: send-heartbeat
        self.start_timer('HEARTBEAT')                         #: next-heartbeat

    def receive_heartbeat(self, id):                          #: receive-heartbeat
        if id == self.id:                                     #: if-own-heartbeat
            return  # once round                              #: came-round
        if self.election:                                     #: if-electing
            pass  # ELECTED ends it                           #: still-electing
        elif id == self.current_leader:                       #: if-my-leader
            self.start_timer('LEADER')                        #: hear-leader
        elif id < self.current_leader:                        #: if-lower-leader -non-replacing
        #+non-replacing else:                                 #: else-other-leader
            return  # not mine                                #: other-leader
        else:                                                 #: else-higher-leader -non-replacing
            self.follow(id)                                   #: follow-heartbeat -non-replacing
        self.send_on("HEARTBEAT", id)                         #: pass-heartbeat

    def check_leader(self):  # silence                        #: check-leader
        self.start_election()                                 #: leader-silent

    def check_election(self):  # no end                       #: check-election -try-once
        self.election = None                                  #: no-result -try-once
        self.start_election()                                 #: start-again -try-once

    def send_on(self, type, id):                              #: send-on
        if self.successor == self.id:                         #: if-nobody
            return  # a ring of one                           #: return-nobody
        #+repair-ring if (type, id) in self.asked:            #: if-asked
            #+repair-ring return  # sent, and sent again if need be  #: return-asked
        #+repair-ring self.expect_ack(type, id, self.successor)  #: call-expect-ack
        self.network.send(self.id, self.successor, type, id)  #: network-send

    #+repair-ring def expect_ack(self, type, id, target_id):  #: expect-ack
        #+repair-ring if not self.asked:                      #: if-first-asked
            #+repair-ring self.start_timer('ACK')             #: start-ack-timer
        #+repair-ring self.asked[type, id] = target_id        #: set-asked
        #+repair-ring self.late.discard((type, id))           #: not-late

    #+repair-ring def receive_ack(self, sender_id, message):  #: receive-ack
        #+repair-ring if self.asked.get(message) == sender_id:  #: acknowledged
            #+repair-ring del self.asked[message]             #: delete-asked
            #+repair-ring if not self.asked:                  #: if-all-acknowledged
                #+repair-ring self.stop_timer('ACK')          #: stop-ack-timer

    #+repair-ring def check_acks(self):                       #: check-acks
        #+repair-ring for message in sorted(self.late & self.asked.keys()):  #: for-late
            #+repair-ring self.skip(*message)                 #: skip
        #+repair-ring self.late = set(self.asked)             #: all-late
        #+repair-ring if self.asked:                          #: if-still-asked
            #+repair-ring self.start_timer('ACK')             #: next-ack-timer

    #+repair-ring def skip(self, type, id):  # sends past who is silent  #: skip-def
        #+repair-ring silent = self.asked.pop((type, id))     #: silent
        #+repair-ring if silent == id:                        #: if-origin-gone
            #+repair-ring return  # nobody would ever take it off the ring  #: origin-gone
        #+repair-ring rest = self.behind[self.behind.index(silent) + 1:]  #: rest
        #+repair-ring if rest:                                #: if-rest
            #+repair-ring self.asked[type, id] = rest[0]      #: ask-next
            #+repair-ring self.network.send(self.id, rest[0], type, id)  #: send-next
        #+repair-ring elif type == "ELECTION":                #: if-nobody-answers
            #+repair-ring self.be_alone()                     #: call-nobody
        #+repair-ring elif type == "ELECTED":                 #: if-nobody-listens
            #+repair-ring self.end_announcement()             #: told-nobody

    def start_timer(self, name):                              #: start-timer
        self.network.start_timer(self.id, name)               #: network-start-timer

    def stop_timer(self, name):                               #: stop-timer
        self.network.stop_timer(self.id, name)                #: network-stop-timer
