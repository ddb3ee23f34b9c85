// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import dev.ballast.telemetry.ingest.Appended;
import dev.ballast.telemetry.ingest.SpanSink;
import dev.ballast.telemetry.query.Span;
import dev.ballast.telemetry.query.TraceQuery;
import dev.ballast.telemetry.store.Damage.Kind;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Spans by trace, and by service and time. A span sent twice is kept once. */
final class SpanStore implements SpanSink, TraceQuery {

  private final StoreOptions options;
  private final InstantSource clock;
  private final Blocks blocks;
  private final RecordJournal journal;
  private final DamageBook damage;

  SpanStore(
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
  public Appended append(List<Span> spans) {
    return append(spans, _ -> {});
  }

  @Override
  public Appended append(List<Span> spans, Consumer<List<Span>> taken) {
    long oldest = horizon();
    long newest = newest();
    Refusal.Tally tally = new Refusal.Tally();
    List<byte[]> encoded = new ArrayList<>(spans.size());
    List<Span> accepted = new ArrayList<>(spans.size());
    for (Span span : spans) {
      byte[] traceId = Hours.id(span.traceId(), 16);
      byte[] spanId = Hours.id(span.spanId(), 8);
      if (traceId == null || spanId == null) {
        tally.refuse(Refusal.BAD_ID);
      } else if (span.startNanos() < oldest) {
        tally.refuse(Refusal.TOO_OLD);
      } else if (span.startNanos() > newest) {
        tally.refuse(Refusal.TOO_FAR_IN_FUTURE);
      } else {
        encoded.add(SpanCodec.encode(span, traceId, spanId));
        accepted.add(span);
        tally.accept();
      }
    }
    journal.append(FrameType.SPANS, encoded, SpanCodec::put);
    taken.accept(accepted);
    return tally.toAppended();
  }

  @Override
  public List<Span> trace(String traceId) {
    byte[] id = Hours.id(traceId, 16);
    if (id == null) {
      return List.of();
    }
    long horizon = horizon();
    List<Span> spans = new ArrayList<>();
    for (int hour = Hours.of(horizon); hour <= Hours.of(newest()); hour++) {
      byte[] prefix = Hours.join(Blocks.prefix(hour), id);
      blocks.scan(
          Family.SPANS,
          prefix,
          Hours.after(prefix),
          (key, value) -> {
            decode(key, value).filter(s -> s.startNanos() >= horizon).ifPresent(spans::add);
            return true;
          });
    }
    spans.sort(Comparator.comparingLong(Span::startNanos));
    return List.copyOf(spans);
  }

  @Override
  public List<Span> spans(String service, Outcome outcome, Instant start, Instant end, int limit) {
    long from = Math.max(Hours.nanos(start), horizon());
    long to = Math.min(Hours.nanos(end), newest());
    Predicate<byte[]> wanted = outcome == Outcome.ANY ? mark -> true : SpanCodec::isFailed;
    NewestFirst search =
        new NewestFirst(blocks, Family.SPANS_BY_SERVICE, service, limit).only(wanted, MOST_SCANNED);
    return search.find(from, to).stream().flatMap(found -> span(found).stream()).toList();
  }

  private Optional<Span> span(NewestFirst.Found found) {
    byte[] key = found.key();
    byte[] ids = Arrays.copyOfRange(key, key.length - 24, key.length);
    byte[] main =
        Hours.join(
            Arrays.copyOf(key, 4),
            Arrays.copyOf(ids, 16),
            Hours.number(found.time()),
            Arrays.copyOfRange(ids, 16, 24));
    byte[] value = blocks.get(Family.SPANS, main);
    return value == null ? Optional.empty() : decode(main, value);
  }

  private Optional<Span> decode(byte[] key, byte[] value) {
    try {
      return Optional.of(SpanCodec.decode(value));
    } catch (RuntimeException e) {
      damage.add(Kind.RECORD, "span " + Hours.hex(key), "one span");
      return Optional.empty();
    }
  }

  void expire() {
    blocks.dropBefore(Family.SPANS, Hours.of(horizon()));
    blocks.dropBefore(Family.SPANS_BY_SERVICE, Hours.of(horizon()));
  }

  private long horizon() {
    return Hours.nanos(clock.instant().minus(options.retention().traces()));
  }

  private long newest() {
    return Hours.nanos(clock.instant().plus(options.futureTolerance()));
  }
}
