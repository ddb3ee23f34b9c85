// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.ratis;

import dev.ballast.ledger.Ledger;
import dev.ballast.ledger.consensus.Answer;
import dev.ballast.ledger.consensus.Command;
import dev.ballast.ledger.consensus.Decisions;
import dev.ballast.ledger.consensus.Query;
import dev.ballast.testkit.FakeClock;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;

/** One group for all tests of a class, since elections take longer than tests. */
final class ForgetfulGroup implements AutoCloseable {

  private static final String AT = "us-east";

  private final AtomicReference<FakeClock> clock = new AtomicReference<>(FakeClock.atStart());
  private final Group group;
  private long round;

  ForgetfulGroup(Path folder, int voters) {
    group = new Group(folder, voters, () -> clock.get().instant());
  }

  /** As if nothing had ever been decided. All voters must have applied all before they forget. */
  Ledger anew(FakeClock time) {
    String mark = "mark-" + ++round;
    RatisLog asked = (RatisLog) group.at(AT).log();
    asked.decide(new Command.Advance(mark, AT, 0));
    group.each(
        log -> {
          Query query = new Query.CurrentEpoch(mark);
          Group.until(() -> log.look(query) instanceof Answer.OneEpoch);
          log.machine().restore(new Decisions());
        });
    clock.set(time);
    return new GroupLedger(group.at(AT));
  }

  @Override
  public void close() {
    group.close();
  }
}
