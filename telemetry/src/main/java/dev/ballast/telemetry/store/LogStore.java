// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import dev.ballast.telemetry.ingest.Appended;
import dev.ballast.telemetry.ingest.LogSink;
import dev.ballast.telemetry.query.LogPage;
import dev.ballast.telemetry.query.LogQuery;
import dev.ballast.telemetry.query.LogRecord;
import dev.ballast.telemetry.query.LogSearch;
import dev.ballast.telemetry.store.Damage.Kind;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Log records by trace, and by service and time. */
final class LogStore implements LogSink, LogQuery {

  private final StoreOptions options;
  private final InstantSource clock;
  private final Blocks blocks;
  private final RecordJournal journal;
  private final DamageBook damage;

  LogStore(
      StoreOptions options,
      InstantSource clock,
      Blocks blocks,
      RecordJournal journal,
      DamageBook damage) {
    this.options = options;
    this.clock = clock;
    this.blocks = blocks;
    this.journal = journal;
    this.damage = damage;
  }

  @Override
  public Appended append(List<LogRecord> records) {
    long oldest = horizon();
    long newest = newest();
    Refusal.Tally tally = new Refusal.Tally();
    List<byte[]> encoded = new ArrayList<>(records.size());
    for (LogRecord one : records) {
      if (one.timeNanos() < oldest) {
        tally.refuse(Refusal.TOO_OLD);
      } else if (one.timeNanos() > newest) {
        tally.refuse(Refusal.TOO_FAR_IN_FUTURE);
      } else {
        encoded.add(LogCodec.encode(one));
        tally.accept();
      }
    }
    journal.append(FrameType.LOGS, encoded, LogCodec::put);
    return tally.toAppended();
  }

  @Override
  public List<LogRecord> ofTrace(String traceId) {
    byte[] id = Hours.id(traceId, 16);
    if (id == null) {
      return List.of();
    }
    long horizon = horizon();
    List<LogRecord> records = new ArrayList<>();
    for (int hour = Hours.of(horizon); hour <= Hours.of(newest()); hour++) {
      byte[] prefix = Hours.join(Blocks.prefix(hour), id);
      blocks.scan(
          Family.LOGS_BY_TRACE,
          prefix,
          Hours.after(prefix),
          (key, service) -> {
            ofTraceKey(key, service).filter(r -> r.timeNanos() >= horizon).ifPresent(records::add);
            return true;
          });
    }
    records.sort(Comparator.comparingLong(LogRecord::timeNanos));
    return List.copyOf(records);
  }

  private Optional<LogRecord> ofTraceKey(byte[] key, byte[] service) {
    long time = ByteBuffer.wrap(key).getLong(20);
    byte[] hash = Arrays.copyOfRange(key, 28, 36);
    byte[] main = LogCodec.key(Arrays.copyOf(key, 4), service, time, hash);
    byte[] value = blocks.get(Family.LOGS, main);
    return value == null ? Optional.empty() : decode(main, value);
  }

  @Override
  public List<LogRecord> logs(String service, Instant start, Instant end, int limit) {
    long from = Math.max(Hours.nanos(start), horizon());
    long to = Math.min(Hours.nanos(end), newest());
    return new NewestFirst(blocks, Family.LOGS, service, limit)
        .find(from, to).stream()
            .flatMap(found -> decode(found.key(), found.value()).stream())
            .toList();
  }

  @Override
  public LogPage search(LogSearch search, int limit, String cursor) {
    if (!search.trace().isEmpty()) {
      List<LogRecord> newestFirst =
          ofTrace(search.trace()).reversed().stream().filter(search::accepts).limit(limit).toList();
      return new LogPage(newestFirst, "", newestFirst.size());
    }
    long from = Math.max(Hours.nanos(search.from()), horizon());
    long to = Math.min(Hours.nanos(search.to()), newest());
    return new LogSearcher(blocks, search, this::decode).find(from, to, limit, cursor);
  }

  private Optional<LogRecord> decode(byte[] key, byte[] value) {
    try {
      return Optional.of(LogCodec.decode(value));
    } catch (RuntimeException e) {
      damage.add(Kind.RECORD, "log record " + Hours.hex(key), "one log record");
      return Optional.empty();
    }
  }

  void expire() {
    blocks.dropBefore(Family.LOGS, Hours.of(horizon()));
    blocks.dropBefore(Family.LOGS_BY_TRACE, Hours.of(horizon()));
  }

  private long horizon() {
    return Hours.nanos(clock.instant().minus(options.retention().logs()));
  }

  private long newest() {
    return Hours.nanos(clock.instant().plus(options.futureTolerance()));
  }
}
