// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.telemetry.query.LogPage;
import dev.ballast.telemetry.query.LogQuery;
import dev.ballast.telemetry.query.LogRecord;
import dev.ballast.telemetry.query.LogSearch;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogSearchTest {

  private static final List<String> SERVICES = List.of("orders", "payments", "payments-api");
  private static final List<String> WORDS = List.of("charge refused", "Charged", "timeout of pool");
  private static final Comparator<LogRecord> NEWEST_FIRST =
      Comparator.comparingLong(LogRecord::timeNanos).reversed();

  @TempDir Path directory;

  /** Against a filter over all records, page by page, with many records in one nanosecond. */
  @Test
  void pagesHoldEveryWantedRecordOnceAndInOrder() {
    long seed = 20_260_301;
    Random random = new Random(seed);
    try (Scene scene = new Scene(directory)) {
      List<LogRecord> all = new ArrayList<>();
      for (int i = 0; i < 4_000; i++) {
        all.add(log(random, i));
      }
      scene.store.logSink().append(all);
      for (int round = 0; round < 60; round++) {
        LogSearch search = search(random);
        int limit = 1 + random.nextInt(round % 2 == 0 ? 40 : 2_000);
        List<LogRecord> found = pages(scene.store.logs(), search, limit);
        assertThat(found)
            .as("seed %d round %d", seed, round)
            .containsExactlyInAnyOrderElementsOf(all.stream().filter(search::accepts).toList())
            .isSortedAccordingTo(NEWEST_FIRST);
      }
    }
  }

  @Test
  void findsARareRecordLongAgo() {
    try (Scene scene = new Scene(directory)) {
      long then = Hours.nanos(Scene.NOON.minus(Duration.ofHours(60)));
      LogRecord rare = record(then, "payments", 17, "401 from card-processor", Map.of());
      scene.store.logSink().append(List.of(rare));
      LogPage page =
          scene
              .store
              .logs()
              .search(
                  LogSearch.between(Instant.EPOCH, Instant.MAX).atLeast(17).holding("401 FROM"),
                  10,
                  "");
      assertThat(page.records()).containsExactly(rare);
      assertThat(page.cursor()).isEmpty();
    }
  }

  @Test
  void attributesAreSearchedToo() {
    try (Scene scene = new Scene(directory)) {
      long now = Hours.nanos(Scene.NOON);
      LogRecord log = record(now, "payments", 17, "failed", Map.of("exception.message", "401 Bad"));
      scene.store.logSink().append(List.of(log));
      LogSearch search = LogSearch.between(Instant.EPOCH, Instant.MAX);
      LogQuery logs = scene.store.logs();
      assertThat(logs.search(search.holding("401 bad"), 10, "").records()).containsExactly(log);
      assertThat(logs.search(search.holding("402"), 10, "").records()).isEmpty();
      assertThat(logs.search(search.withBody("failed"::equals), 10, "").records())
          .containsExactly(log);
    }
  }

  @Test
  void refusesACursorThatIsNone() {
    try (Scene scene = new Scene(directory)) {
      LogSearch search = LogSearch.between(Instant.EPOCH, Instant.MAX);
      for (String cursor : List.of("x", "1-", "-", "1-x", "--1")) {
        assertThatThrownBy(() -> scene.store.logs().search(search, 10, cursor))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("(expected: the cursor of the page before)");
      }
    }
  }

  private static List<LogRecord> pages(LogQuery logs, LogSearch search, int limit) {
    List<LogRecord> found = new ArrayList<>();
    String cursor = "";
    do {
      LogPage page = logs.search(search, limit, cursor);
      assertThat(page.records()).hasSizeLessThanOrEqualTo(limit);
      found.addAll(page.records());
      cursor = page.cursor();
    } while (!cursor.isEmpty());
    return found;
  }

  private static LogSearch search(Random random) {
    Instant from = Scene.NOON.minus(Duration.ofMinutes(random.nextInt(300)));
    LogSearch search = LogSearch.between(from, from.plus(Duration.ofMinutes(random.nextInt(300))));
    if (random.nextBoolean()) {
      search = search.ofService(SERVICES.get(random.nextInt(SERVICES.size())));
    }
    if (random.nextBoolean()) {
      search = search.atLeast(13);
    }
    if (random.nextInt(3) == 0) {
      search = search.holding("CHARGE");
    }
    return search;
  }

  private static LogRecord log(Random random, int number) {
    long minute = random.nextInt(290);
    boolean together = random.nextInt(4) == 0;
    long nanos =
        Hours.nanos(Scene.NOON.minus(Duration.ofMinutes(minute)))
            - (together ? 0 : random.nextInt(1_000_000_000));
    return record(
        nanos,
        SERVICES.get(random.nextInt(SERVICES.size())),
        1 + random.nextInt(24),
        WORDS.get(random.nextInt(WORDS.size())) + " " + number,
        Map.of());
  }

  private static LogRecord record(
      long nanos, String service, int severity, String body, Map<String, String> attributes) {
    return new LogRecord(nanos, service, "", "", severity, "", body, Map.of(), attributes);
  }
}
