// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.consensus;

import dev.ballast.ledger.Documents.Document;
import dev.ballast.ledger.Epochs.Epoch;
import dev.ballast.ledger.Interlocks.Interlock;
import dev.ballast.ledger.Locks.Held;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The state that follows from the decided commands and their times, and from nothing else: the same
 * commands give the same state and answers everywhere. Not safe for use by several threads.
 */
public final class Decisions {

  /*
   * Time is part of what is decided. The leader stamps each command, and a stamp before the last one counts as the last one, so leases end
   * in the same place of the order for everybody and time never goes back when the leadership moves to a slower clock.
   */

  /** Of all documents together; what is decided is small, and every voter holds it in memory. */
  public static final long MOST_BYTES = 256L << 20;

  final SortedMap<String, SortedMap<String, Kept>> documents = new TreeMap<>();
  final SortedMap<String, Held> locks = new TreeMap<>();
  final SortedMap<Long, Interlock> interlocks = new TreeMap<>();
  final SortedMap<String, Epoch> epochs = new TreeMap<>();
  long lastToken;
  long lastInterlock;
  long bytes;
  Instant time = Instant.EPOCH;
  private final long mostBytes;

  /** A document, or the version that it had when it was deleted. */
  record Kept(long version, @Nullable String content) {}

  public Decisions() {
    this(MOST_BYTES);
  }

  Decisions(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Decides a command that was stamped with a time. */
  public Answer decide(Command command, Instant stamped) {
    time = later(stamped);
    return switch (command) {
      case Command.PutDocument put -> put(put);
      case Command.DeleteDocument delete -> delete(delete);
      case Command.Acquire acquire -> acquire(acquire);
      case Command.Renew renew -> renew(renew);
      case Command.Release(String name, long token) -> {
        if (holds(name, token)) {
          locks.remove(name);
          yield Answer.YES;
        }
        yield Answer.NO;
      }
      case Command.Raise raise -> raise(raise);
      case Command.RenewInterlock(String id, Duration lease) -> renew(id, lease);
      case Command.Clear(String id) ->
          inForce(id) && interlocks.remove(number(id)) != null ? Answer.YES : Answer.NO;
      case Command.Advance advance -> advance(advance);
    };
  }

  /** Looks something up as of a time. */
  public Answer answer(Query query, Instant now) {
    Instant at = later(now);
    return switch (query) {
      case Query.GetDocument(String kind, String key) -> {
        Kept kept = kept(kind, key);
        yield kept == null || kept.content == null
            ? Answer.NO
            : new Answer.OneDocument(new Document(kept.content, kept.version));
      }
      case Query.ListDocuments(String kind) -> {
        SortedMap<String, Document> found = new TreeMap<>();
        documents
            .getOrDefault(kind, new TreeMap<>())
            .forEach(
                (key, kept) -> {
                  if (kept.content != null) {
                    found.put(key, new Document(kept.content, kept.version));
                  }
                });
        yield new Answer.ManyDocuments(found);
      }
      case Query.Holder(String name) -> {
        Held held = locks.get(name);
        yield held == null || !at.isBefore(held.until()) ? Answer.NO : new Answer.OneLock(held);
      }
      case Query.Active() ->
          new Answer.ManyInterlocks(
              interlocks.values().stream().filter(one -> at.isBefore(one.until())).toList());
      case Query.CurrentEpoch(String resource) -> {
        Epoch epoch = epochs.get(resource);
        yield epoch == null ? Answer.NO : new Answer.OneEpoch(epoch);
      }
    };
  }

  private Instant later(Instant now) {
    return now.isAfter(time) ? now : time;
  }

  private Answer put(Command.PutDocument put) {
    Kept old = kept(put.kind(), put.key());
    if (versionOf(old) != put.expected()) {
      return Answer.NO;
    }
    long grown = bytes + size(put.content()) - (old == null ? 0 : size(old.content));
    if (grown > mostBytes) {
      return new Answer.Refused(
          "document %s/%s: %d bytes of documents with it (expected: at most %d). Fix: delete some"
              .formatted(put.kind(), put.key(), grown, mostBytes));
    }
    bytes = grown;
    long version = old == null ? 1 : old.version + 1;
    documents
        .computeIfAbsent(put.kind(), _ -> new TreeMap<>())
        .put(put.key(), new Kept(version, put.content()));
    return new Answer.OneDocument(new Document(put.content(), version));
  }

  private Answer delete(Command.DeleteDocument delete) {
    SortedMap<String, Kept> ofKind = documents.get(delete.kind());
    Kept old = ofKind == null ? null : ofKind.get(delete.key());
    if (ofKind == null || old == null || old.content == null || old.version != delete.expected()) {
      return Answer.NO;
    }
    bytes -= size(old.content);
    ofKind.put(delete.key(), new Kept(old.version, null));
    return Answer.YES;
  }

  private Answer acquire(Command.Acquire acquire) {
    Held old = locks.get(acquire.name());
    long token;
    if (old == null || !time.isBefore(old.until())) {
      token = ++lastToken;
    } else if (old.owner().equals(acquire.owner())) {
      token = old.token();
    } else {
      return Answer.NO;
    }
    Held held = new Held(acquire.name(), acquire.owner(), token, time.plus(acquire.lease()));
    locks.put(acquire.name(), held);
    return new Answer.OneLock(held);
  }

  private Answer renew(Command.Renew renew) {
    Held old = locks.get(renew.name());
    if (old == null || !holds(renew.name(), renew.token())) {
      return Answer.NO;
    }
    locks.put(
        renew.name(), new Held(old.name(), old.owner(), old.token(), time.plus(renew.lease())));
    return Answer.YES;
  }

  private boolean holds(String name, long token) {
    Held held = locks.get(name);
    return held != null && held.token() == token && time.isBefore(held.until());
  }

  private Answer raise(Command.Raise raise) {
    interlocks.values().removeIf(one -> !time.isBefore(one.until()));
    long number = ++lastInterlock;
    Interlock raised =
        new Interlock(
            raise.kind().name().toLowerCase(Locale.ROOT) + "-" + number,
            raise.kind(),
            raise.subject(),
            raise.owner(),
            raise.reason(),
            time,
            time.plus(raise.lease()));
    interlocks.put(number, raised);
    return new Answer.OneInterlock(raised);
  }

  private Answer renew(String id, Duration lease) {
    if (!inForce(id)) {
      return Answer.NO;
    }
    interlocks.computeIfPresent(number(id), (_, old) -> old.withUntil(time.plus(lease)));
    return Answer.YES;
  }

  private boolean inForce(String id) {
    Interlock interlock = interlocks.get(number(id));
    return interlock != null && interlock.id().equals(id) && time.isBefore(interlock.until());
  }

  private Answer advance(Command.Advance advance) {
    Epoch old = epochs.get(advance.resource());
    long last = old == null ? 0 : old.number();
    if (last != advance.expected()) {
      return Answer.NO;
    }
    Epoch next = new Epoch(advance.resource(), advance.region(), last + 1, time);
    epochs.put(advance.resource(), next);
    return new Answer.OneEpoch(next);
  }

  private @Nullable Kept kept(String kind, String key) {
    SortedMap<String, Kept> ofKind = documents.get(kind);
    return ofKind == null ? null : ofKind.get(key);
  }

  private static long versionOf(@Nullable Kept kept) {
    return kept == null || kept.content == null ? 0 : kept.version;
  }

  static long size(@Nullable String content) {
    return content == null ? 0 : content.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Of an id such as {@code fault-12}; 0, which is nobody's, for what is none. */
  private static long number(String id) {
    String digits = id.substring(id.lastIndexOf('-') + 1);
    return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : 0;
  }
}
