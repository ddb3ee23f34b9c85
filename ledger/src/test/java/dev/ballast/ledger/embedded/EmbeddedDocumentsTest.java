// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.embedded;

import dev.ballast.ledger.DocumentsContract;
import dev.ballast.ledger.Ledger;
import dev.ballast.testkit.FakeClock;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedDocumentsTest extends DocumentsContract {

  @TempDir private Path folder;

  @Override
  protected Ledger open(FakeClock clock) {
    return EmbeddedLedger.open(folder, clock);
  }
}
