class Node:                                                    #: class
    def __init__(self, node_id, peers, network):               #: init
        self.id = node_id                                      #: own-id
        self.peers = peers                                     #: peers
        self.network = network                                 #: network
        self.state = 'FOLLOWER'                                #: first-state
        self.current_leader = None                             #: first-leader
        self.election = None                                   #: first-election
        self.settled = False                                   #: first-settled

    def boot(self):                                            #: boot
        if self.id > max(self.peers, default=0):               #: boot-if-highest
            self.become_leader()                               #: boot-announce
        else:                                                  #: boot-else
            self.start_timer('LEADER')                         #: boot-wait

    def recover(self):                                         #: recover-from-crash
        self.start_election()                                  #: recover

    def check_leader(self):  # silence                         #: check-leader
        self.start_election()                                  #: leader-silent

    def start_election(self):                                  #: start-election
        if self.election:                                      #: if-running
            return  # one at a time                            #: already-running
        if self.state == 'LEADER':                             #: if-leader
            self.announce()                                    #: announce-again
            return                                             #: return-leader
        higher_nodes = [p for p in self.peers if p > self.id]  #: higher-nodes
        if not higher_nodes:                                   #: if-highest
            self.become_leader()                               #: highest
        else:                                                  #: else-ask
            self.ask(higher_nodes)                             #: call-ask

    def ask(self, higher_nodes):                               #: ask
        self.state = 'CANDIDATE'                               #: become-candidate
        self.current_leader = None                             #: forget-leader
        self.stop_timer('LEADER')                              #: stop-leader-timer
        self.stop_timer('HEARTBEAT')                           #: stop-heartbeat-timer
        self.election = 'ASKING'                               #: asking
        for p in higher_nodes:                                 #: for-higher
            self.send_message(p, "ELECTION")                   #: ask-higher
        self.start_timer('ANSWER')                             #: start-answer-timer

    def check_answer(self):  # no OK came                      #: check-answer
        self.become_leader()                                   #: no-answer

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
        for p in self.peers:                                   #: send-heartbeat
            self.send_message(p, "HEARTBEAT")                  #: send-one-heartbeat
        self.start_timer('HEARTBEAT')                          #: next-heartbeat

    def receive_message(self, type, sender_id):                #: receive-message
        if type == "ELECTION" and self.id > sender_id:         #: if-election
            self.send_message(sender_id, "OK")                 #: answer-ok
            if self.settled:                                   #: if-settled
                return  # asked too early                      #: late-election
            self.start_election()  # I am bigger               #: take-over
        elif type == "OK":                                     #: if-ok
            self.receive_ok()                                  #: call-receive-ok
        elif type == "VICTORY":                                #: if-victory
            if sender_id < self.id:                            #: if-victory-lower
                self.refuse()                                  #: refuse-victory
            else:                                              #: else-victory
                self.follow(sender_id)                         #: believe-victory
        elif type == "HEARTBEAT":                              #: if-heartbeat
            self.receive_heartbeat(sender_id)                  #: call-receive-heartbeat

    def receive_ok(self):                                      #: receive-ok
        if self.election != 'ASKING':                          #: if-not-asking
            return  # too late                                 #: late-ok
        self.state = 'FOLLOWER'                                #: stand-down
        self.election = 'WAITING'                              #: waiting
        self.stop_timer('ANSWER')                              #: stop-answer-timer
        self.start_timer('VICTORY')                            #: start-victory-timer

    def check_victory(self):  # nobody won                     #: check-victory
        self.election = None  # who said OK died?              #: no-victory
        self.start_election()                                  #: start-again

    def follow(self, leader_id):                               #: follow-def
        self.current_leader = leader_id                        #: follow
        self.state = 'FOLLOWER'                                #: follow-state
        self.end_election()                                    #: follow-ends-election
        self.stop_timer('HEARTBEAT')                           #: follow-stops-heartbeat
        self.start_timer('LEADER')                             #: follow-starts-timer
        self.settle()                                          #: follow-settles

    def refuse(self):  # a lower leader                        #: refuse
        self.start_election()                                  #: lower-claim

    def receive_heartbeat(self, sender_id):                    #: receive-heartbeat
        leader = self.current_leader or 0                      #: known-leader
        if self.election:                                      #: if-electing
            return  # VICTORY ends it                          #: still-electing
        if sender_id == leader:                                #: if-my-leader
            self.start_timer('LEADER')                         #: hear-leader
        elif sender_id < leader:                               #: if-lower-leader
            return  # mine is bigger                           #: lower-leader
        elif sender_id < self.id:                              #: if-heartbeat-lower
            self.refuse()                                      #: refuse-heartbeat
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

    def send_message(self, target_id, type):                   #: send-message
        self.network.send(self.id, target_id, type)            #: network-send

    def start_timer(self, name):                               #: start-timer
        self.network.start_timer(self.id, name)                #: network-start-timer

    def stop_timer(self, name):                                #: stop-timer
        self.network.stop_timer(self.id, name)                 #: network-stop-timer
