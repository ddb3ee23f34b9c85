// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.oncall;

import dev.ballast.connect.alertmanager.ReceivedAlert;
import dev.ballast.ledger.Documents;
import dev.ballast.ledger.LedgerException;
import dev.ballast.server.digest.Sha256;
import dev.ballast.server.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The alerts that others have sent, by fingerprint and beginning, kept in the ledger: the same one
 * may come as often as it likes. They are spread over documents by a hash, so that a message of
 * hundreds writes no more than {@value #SHARDS}. Thread-safe: its lock guards all of it.
 */
public final class AlertBook {

  static final int MOST = 5000;

  private static final String KIND = "received-alerts";
  private static final int SHARDS = 32;

  /**
   * Messages overtake each other by no more than this: who says after it that the same alert fires
   * means it.
   */
  static final Duration GRACE = Duration.ofMinutes(10);

  /** An end is of interest for so long. */
  private static final Duration KEPT = Duration.ofHours(24);

  /** Whoever says nothing of a firing alert for so long has forgotten it. */
  private static final Duration FORGOTTEN = Duration.ofDays(7);

  private final Documents documents;
  private final InstantSource clock;
  private final Map<String, Kept> alerts = new HashMap<>();
  private final Map<String, Long> versions = new HashMap<>();

  /**
   * An alert, and when it was heard of last.
   *
   * @param heard the last message about it
   * @param again when it began to fire once more after its end, or was heard of first when its
   *     beginning is yet to come; null: neither
   */
  public record Kept(ReceivedAlert alert, Instant heard, @Nullable Instant again) {}

  /** Some alerts, as a document holds them. */
  record Shard(List<Kept> alerts) {}

  /**
   * What was new in a message.
   *
   * @param full how many there was no room for
   */
  public record Taken(int opened, int resolved, int repeated, int full) {}

  public AlertBook(Documents documents, InstantSource clock) {
    this.documents = documents;
    this.clock = clock;
    documents
        .list(KIND)
        .forEach(
            (key, document) -> {
              versions.put(key, document.version());
              Json.read(document.content(), Shard.class)
                  .alerts()
                  .forEach(kept -> alerts.put(kept.alert().key(), kept));
            });
  }

  /** Takes alerts in; what is said again changes nothing but when it was heard. */
  public synchronized Taken take(List<ReceivedAlert> received) {
    Instant now = clock.instant();
    Set<String> touched = new TreeSet<>(prune(now));
    int opened = 0;
    int resolved = 0;
    int full = 0;
    Map<String, Set<String>> firing = firing();
    for (ReceivedAlert alert : received) {
      Kept known = alerts.get(alert.key());
      if (known == null) {
        List<String> ended = end(firing.getOrDefault(alert.fingerprint(), Set.of()), alert, now);
        ended.forEach(key -> touched.add(shard(key)));
        resolved += ended.size();
        if (!alert.isFiring() && !ended.isEmpty()) {
          continue; // It is the end of those, whatever it says of its beginning.
        }
      }
      if (known == null && alerts.size() >= MOST) {
        full++;
        continue;
      }
      Instant again = known == null ? null : known.again();
      if (known == null && alert.isFiring()) {
        opened++;
        again = alert.startsAt().isAfter(now) ? now : null;
        firing.computeIfAbsent(alert.fingerprint(), _ -> new TreeSet<>()).add(alert.key());
      } else if (known != null && known.alert().isFiring() && !alert.isFiring()) {
        resolved++;
      } else if (known != null && !known.alert().isFiring()) {
        if (!alert.isFiring() || isSoonAfter(known, now)) {
          continue; // It is over: an older message has come late.
        }
        opened++;
        again = now;
      }
      alerts.put(alert.key(), new Kept(alert, now, again));
      touched.add(shard(alert.key()));
    }
    write(touched);
    return new Taken(opened, resolved, received.size() - opened - resolved - full, full);
  }

  private Map<String, Set<String>> firing() {
    Map<String, Set<String>> keys = new HashMap<>();
    alerts.forEach(
        (key, kept) -> {
          if (kept.alert().isFiring()) {
            keys.computeIfAbsent(kept.alert().fingerprint(), _ -> new TreeSet<>()).add(key);
          }
        });
    return keys;
  }

  /**
   * An alert fires once at a time: what is said of one that began at another time ends those that
   * began before it, with it, or when it began.
   */
  private List<String> end(Set<String> keys, ReceivedAlert other, Instant now) {
    Instant end = other.endsAt() == null ? other.startsAt() : other.endsAt();
    List<String> ended = new ArrayList<>();
    for (String key : keys) {
      Kept kept = alerts.get(key);
      boolean before = kept != null && !kept.alert().startsAt().isAfter(end);
      if (kept != null && kept.alert().isFiring() && (before || !other.isFiring())) {
        alerts.put(key, new Kept(kept.alert().endedAt(end), now, kept.again()));
        ended.add(key);
      }
    }
    return ended;
  }

  /** Counted from when the end was heard, so that no two clocks are compared. */
  private static boolean isSoonAfter(Kept ended, Instant now) {
    return now.isBefore(ended.heard().plus(GRACE));
  }

  /** Whether a message says that one fires whose end has been heard already. */
  public synchronized boolean isLate(ReceivedAlert alert) {
    Kept known = alerts.get(alert.key());
    Instant end = known == null ? null : known.alert().endsAt();
    return alert.isFiring() && end != null && !alert.startsAt().isAfter(end);
  }

  /** Since when it fires: of one that fires once more, since then. */
  public synchronized Instant since(ReceivedAlert alert) {
    Kept known = alerts.get(alert.key());
    Instant again = known == null ? null : known.again();
    return again == null ? alert.startsAt() : again;
  }

  /** All of them, firing first, then the newest. */
  public synchronized List<Kept> all() {
    return alerts.values().stream()
        .sorted(
            Comparator.<Kept, Boolean>comparing(kept -> !kept.alert().isFiring())
                .thenComparing(kept -> kept.alert().startsAt(), Comparator.reverseOrder())
                .thenComparing(kept -> kept.alert().key()))
        .toList();
  }

  /** Firing alerts that belong to the given fingerprints. */
  public synchronized List<ReceivedAlert> firing(Set<String> fingerprints) {
    return alerts.values().stream()
        .map(Kept::alert)
        .filter(alert -> alert.isFiring() && fingerprints.contains(alert.fingerprint()))
        .toList();
  }

  /** Forgets what nobody needs any more; the shards that changed. */
  private Set<String> prune(Instant now) {
    Set<String> touched = new TreeSet<>();
    alerts
        .entrySet()
        .removeIf(
            entry -> {
              Kept kept = entry.getValue();
              Duration keep = kept.alert().isFiring() ? FORGOTTEN : KEPT;
              boolean old = kept.heard().plus(keep).isBefore(now);
              if (old) {
                touched.add(shard(entry.getKey()));
              }
              return old;
            });
    return touched;
  }

  private void write(Set<String> touched) {
    Map<String, List<Kept>> shards = new TreeMap<>();
    touched.forEach(shard -> shards.put(shard, new ArrayList<>()));
    alerts.forEach(
        (key, kept) -> {
          List<Kept> shard = shards.get(shard(key));
          if (shard != null) {
            shard.add(kept);
          }
        });
    shards.forEach(
        (shard, kept) -> {
          long version = versions.getOrDefault(shard, 0L);
          Documents.Document put =
              documents
                  .put(KIND, shard, Json.text(new Shard(kept)), version)
                  .orElseThrow(() -> new LedgerException("somebody else writes " + KIND));
          versions.put(shard, put.version());
        });
  }

  private static String shard(String key) {
    byte[] hash = Sha256.digest().digest(key.getBytes(StandardCharsets.UTF_8));
    return String.format(Locale.ROOT, "%02d", Math.floorMod(hash[0], SHARDS));
  }
}
