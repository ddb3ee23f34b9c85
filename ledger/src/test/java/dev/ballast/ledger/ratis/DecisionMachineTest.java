// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ballast.ledger.consensus.Command;
import dev.ballast.ledger.consensus.Wire;
import dev.ballast.ledger.consensus.WireException;
import dev.ballast.testkit.FakeClock;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftPeerRole;
import org.apache.ratis.proto.RaftProtos.StateMachineLogEntryProto;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.junit.jupiter.api.Test;

final class DecisionMachineTest {

  /** What is thrown here stops the voter: skipping what others decided would fork the state. */
  @Test
  void stopsWhereANewerPeerDecidedSomethingItCannotRead() {
    FakeClock clock = FakeClock.atStart();
    DecisionMachine machine = new DecisionMachine(clock);
    byte[] entry = Wire.stamped(new Wire.Stamped(new Command.Clear("fault-1"), clock.instant()));
    entry[0] = 2;
    TransactionContext transaction =
        TransactionContext.newBuilder()
            .setStateMachine(machine)
            .setServerRole(RaftPeerRole.FOLLOWER)
            .setLogEntry(
                LogEntryProto.newBuilder()
                    .setIndex(7)
                    .setStateMachineLogEntry(
                        StateMachineLogEntryProto.newBuilder()
                            .setLogData(ByteString.copyFrom(entry)))
                    .build())
            .build();
    assertThatExceptionOfType(WireException.class)
        .isThrownBy(() -> machine.applyTransaction(transaction));
    assertThat(machine.broken())
        .isEqualTo(
            "entry 7 of the log: version 2 (expected: 1). Fix: bring all regions to one version of"
                + " Ballast");
  }
}
