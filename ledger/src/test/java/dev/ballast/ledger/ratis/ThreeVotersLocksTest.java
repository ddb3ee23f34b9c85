// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.ratis;

import dev.ballast.ledger.Ledger;
import dev.ballast.ledger.LocksContract;
import dev.ballast.testkit.FakeClock;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

final class ThreeVotersLocksTest extends LocksContract {

  @TempDir private static Path folder;
  private static ForgetfulGroup group;

  @BeforeAll
  static void start() {
    group = new ForgetfulGroup(folder, 3);
  }

  @AfterAll
  static void stop() {
    group.close();
  }

  @Override
  protected Ledger open(FakeClock clock) {
    return group.anew(clock);
  }
}
