// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ballast.ledger.Documents.Document;
import dev.ballast.testkit.FakeClock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every document store does; an implementation supplies only the ledger. */
public abstract class DocumentsContract {

  private Ledger ledger;
  private Documents documents;

  protected abstract Ledger open(FakeClock clock);

  @BeforeEach
  void openLedger() {
    ledger = open(FakeClock.atStart());
    documents = ledger.documents();
  }

  @AfterEach
  void closeLedger() {
    ledger.close();
  }

  @Test
  void createsAndReads() {
    assertThat(documents.get("token", "ci")).isEmpty();
    assertThat(documents.put("token", "ci", "{\"ä\":1}", 0)).contains(new Document("{\"ä\":1}", 1));
    assertThat(documents.get("token", "ci")).contains(new Document("{\"ä\":1}", 1));
  }

  @Test
  void refusesAWriterWithAnOldVersion() {
    documents.put("token", "ci", "one", 0);
    assertThat(documents.put("token", "ci", "again", 0)).isEmpty();
    assertThat(documents.put("token", "ci", "two", 1)).contains(new Document("two", 2));
    assertThat(documents.put("token", "ci", "late", 1)).isEmpty();
    assertThat(documents.put("token", "other", "new", 5)).isEmpty();
    assertThat(documents.get("token", "ci")).contains(new Document("two", 2));
  }

  @Test
  void listsOneKindByKey() {
    documents.put("token", "b", "2", 0);
    documents.put("token", "a", "1", 0);
    documents.put("token-role", "c", "3", 0);
    assertThat(documents.list("token").keySet()).containsExactly("a", "b");
    assertThat(documents.list("nothing")).isEmpty();
  }

  @Test
  void deletesOnlyTheExpectedVersion() {
    documents.put("token", "ci", "one", 0);
    assertThat(documents.delete("token", "ci", 2)).isFalse();
    assertThat(documents.delete("token", "ci", 0)).isFalse();
    assertThat(documents.delete("token", "ci", 1)).isTrue();
    assertThat(documents.get("token", "ci")).isEmpty();
    assertThat(documents.list("token")).isEmpty();
    assertThat(documents.delete("token", "ci", 1)).isFalse();
  }

  @Test
  void neverReusesAVersionAfterDeletion() {
    documents.put("token", "ci", "old", 0);
    documents.delete("token", "ci", 1);
    assertThat(documents.put("token", "ci", "new", 0)).contains(new Document("new", 2));
    assertThat(documents.put("token", "ci", "late", 1)).isEmpty();
  }

  @Test
  void letsExactlyOneOfManyWritersWin() throws Exception {
    AtomicInteger won = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 16; i++) {
        String content = "writer " + i;
        threads.execute(
            () -> documents.put("token", "ci", content, 0).ifPresent(_ -> won.incrementAndGet()));
      }
    }
    assertThat(won).hasValue(1);
  }

  @Test
  void refusesWhatIsTooLargeOrMisnamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> documents.put("token", "ci", "x".repeat(Limits.DOCUMENT + 1), 0))
        .withMessage("document token/ci: 1048577 bytes (expected: at most 1048576)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> documents.put("Token", "ci", "", 0))
        .withMessage("document.kind: Token (expected: lower-case letters, digits, '.', '_', '-')");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> documents.put("token", "a\0b", "", 0))
        .withMessage("document.key: a?b (expected: no control characters)");
  }
}
