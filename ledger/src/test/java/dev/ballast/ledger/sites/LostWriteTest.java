// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.sites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.ledger.Documents;
import dev.ballast.ledger.memory.MemoryLedger;
import dev.ballast.ledger.merge.Content;
import dev.ballast.ledger.merge.Loss;
import dev.ballast.ledger.merge.Origin;
import dev.ballast.ledger.merge.Stamp;
import dev.ballast.testkit.FakeClock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class LostWriteTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final Documents disk = new MemoryLedger(FakeClock.at(NOON)).documents();
  private final LossBook book = new LossBook(disk);

  private static Stamp stamp(long after, String site) {
    return new Stamp(NOON.toEpochMilli() + after, 0, new Origin(site, 1));
  }

  private void lose(long at, String value, Content kept) {
    book.write(
        new Loss.Overwritten(
            "silence/a",
            stamp(at, "us-east"),
            new Content.Text(value),
            stamp(at + 500, "eu-west"),
            kept));
  }

  @Test
  void hasBothValuesAndStampsTheLatestFirst() {
    lose(0, "until nine", new Content.Text("until ten"));
    lose(2_000, "until eleven", new Content.Deleted());

    assertThat(LostWrite.all(disk))
        .containsExactly(
            new LostWrite(
                "silence/a",
                NOON.plusSeconds(2),
                stamp(2_000, "us-east").toString(),
                stamp(2_500, "eu-west").toString(),
                "until eleven",
                "(deleted)",
                ""),
            new LostWrite(
                "silence/a",
                NOON,
                stamp(0, "us-east").toString(),
                stamp(500, "eu-west").toString(),
                "until nine",
                "until ten",
                ""));
  }

  @Test
  void aValueThatLooksLikeTheJournalItselfIsReadAsItWas() {
    String value = "first\nkept: not this\nplace: nor this";
    lose(0, value, new Content.Text("kept: this\nplace: elsewhere"));

    LostWrite read = LostWrite.all(disk).getFirst();

    assertThat(read.lost()).isEqualTo(value);
    assertThat(read.kept()).isEqualTo("kept: this\nplace: elsewhere");
    assertThat(read.place()).isEqualTo("silence/a");
  }

  @Test
  void aJournalOfBeforeWithoutLengthsIsReadToo() {
    disk.put(
        LossBook.KIND,
        "old",
        "place: silence/b\nlost_at: 2026-03-01T12:00:00Z+3@us-east\nkept_at: x\nlost: a\nkept: b",
        0);
    LostWrite read = LostWrite.all(disk).getFirst();
    assertThat(read.lost() + "/" + read.kept()).isEqualTo("a/b");
    assertThat(read.at()).isEqualTo(NOON);
  }

  @Test
  void whatCannotBeReadHasItsReasonAndItsBytes() {
    book.write(new Loss.Poisoned("silence/c", "ff00", "no state: bad magic"));
    LostWrite read = LostWrite.all(disk).getFirst();
    assertThat(read.why()).isEqualTo("no state: bad magic");
    assertThat(read.lost()).isEqualTo("ff00");
    assertThat(read.at()).isEqualTo(Instant.EPOCH);
  }
}
