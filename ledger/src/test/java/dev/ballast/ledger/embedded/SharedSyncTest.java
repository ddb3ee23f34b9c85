// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.ledger.LedgerException;
import dev.ballast.ledger.embedded.Store.Part;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SharedSyncTest {

  private static final int WRITERS = 300;

  @TempDir Path folder;

  @Test
  void virtualThreadsShareASyncAndOneThatFailsTakesNobodyAlong() throws Exception {
    Store store = Store.open(folder);
    try (store;
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> writes = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        byte[] name = Bytes.ofText("k" + i);
        writes.add(threads.submit(() -> store.put(Part.DOCUMENTS, name, name)));
      }
      Future<?> fails =
          threads.submit(
              () ->
                  store.write(
                      batch -> {
                        byte[] name = Bytes.ofText("half");
                        batch.put(store.family(Part.DOCUMENTS), name, name);
                        throw new IllegalStateException("in the middle");
                      }));
      for (Future<?> write : writes) {
        write.get();
      }
      assertThatThrownBy(fails::get)
          .isInstanceOf(ExecutionException.class)
          .hasRootCauseMessage("in the middle");
    }
    assertThatThrownBy(() -> store.get(Part.DOCUMENTS, Bytes.ofText("k1")))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("is closed");

    try (Store again = Store.open(folder)) {
      for (int i = 0; i < WRITERS; i++) {
        byte[] name = Bytes.ofText("k" + i);
        assertThat(again.get(Part.DOCUMENTS, name)).isEqualTo(name);
      }
      assertThat(again.get(Part.DOCUMENTS, Bytes.ofText("half"))).isNull();
    }
  }
}
