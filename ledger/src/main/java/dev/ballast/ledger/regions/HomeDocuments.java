// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.regions;

import dev.ballast.ledger.Documents;
import dev.ballast.ledger.LedgerException;
import dev.ballast.ledger.Limits;
import dev.ballast.ledger.regions.Mirror.Debt;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Documents that only this region writes, and only with a majority of regions: it takes no step
 * that raises risk while it is cut off. What lowers risk is in force at once, on this region's
 * disk; the majority is told when it is reached, and nothing is raised before that. Reading asks
 * nobody: this region's own copy is the newest there is.
 */
final class HomeDocuments implements Documents {

  private static final Logger log = LoggerFactory.getLogger(HomeDocuments.class);
  private static final String PREFIX = "home.";

  private final String region;
  private final Documents disk;
  private final Documents decided;

  /** Held while the majority is asked. */
  private final ReentrantLock deciding = new ReentrantLock();

  /** Held while this region's copy changes, which waits for nobody. */
  private final ReentrantLock changing = new ReentrantLock();

  HomeDocuments(String region, Documents disk, Documents decided) {
    this.region = region;
    this.disk = disk;
    this.decided = decided;
  }

  /** Takes over what was written while this region was alone; the majority is owed it. */
  void adopt(List<String> kinds) {
    for (String kind : kinds) {
      disk.list(kind)
          .forEach(
              (key, alone) -> {
                if (replace(
                    kind,
                    key,
                    Mirror.ABSENT,
                    new Mirror(alone.version(), 0, Debt.OWED, true, alone.content()))) {
                  disk.delete(kind, key, alone.version());
                }
              });
    }
  }

  @Override
  public Optional<Document> get(String kind, String key) {
    Mirror mirror = mirror(kind, key);
    return mirror.exists()
        ? Optional.of(new Document(mirror.content(), mirror.version()))
        : Optional.empty();
  }

  @Override
  public SortedMap<String, Document> list(String kind) {
    SortedMap<String, Document> found = new TreeMap<>();
    disk.list(PREFIX + kind)
        .forEach(
            (key, stored) -> {
              Mirror mirror = Mirror.read(stored.content());
              if (mirror.exists()) {
                found.put(key, new Document(mirror.content(), mirror.version()));
              }
            });
    return Collections.unmodifiableSortedMap(found);
  }

  /** Fails closed: what keeps the majority from being reached is in the exception's message. */
  @Override
  public Optional<Document> put(String kind, String key, String content, long expectedVersion) {
    Limits.checkDocument(kind, key, content);
    deciding.lock();
    try {
      if (mirror(kind, key).expected() != expectedVersion) {
        return Optional.empty();
      }
      Mirror settled = settle(kind, key);
      // On the disk first: after a crash it is known that the majority may be one ahead.
      Mirror trying = settled.trying();
      if (settled.expected() != expectedVersion || !replace(kind, key, settled, trying)) {
        return Optional.empty();
      }
      Optional<Document> put;
      try {
        put = decided.put(kind, name(key), content, settled.decided());
      } catch (LedgerException.Unreachable e) {
        replace(kind, key, trying, settled);
        throw e;
      }
      if (put.isEmpty()) {
        replace(kind, key, trying, settled);
        return Optional.empty();
      }
      Mirror next = settled.next(content, put.get().version(), Debt.NONE);
      return replace(kind, key, trying, next)
          ? Optional.of(new Document(content, next.version()))
          : Optional.empty();
    } finally {
      deciding.unlock();
    }
  }

  @Override
  public Optional<Document> putLowering(
      String kind, String key, String content, long expectedVersion) {
    Limits.checkDocument(kind, key, content);
    changing.lock();
    try {
      Mirror old = mirror(kind, key);
      if (old.expected() != expectedVersion) {
        return Optional.empty();
      }
      Mirror next = old.next(content, old.decided(), Debt.OWED);
      write(kind, key, next);
      return Optional.of(new Document(content, next.version()));
    } finally {
      changing.unlock();
    }
  }

  /** In force here at once; a document that is gone raises nothing. */
  @Override
  public boolean delete(String kind, String key, long expectedVersion) {
    changing.lock();
    try {
      Mirror old = mirror(kind, key);
      if (!old.exists() || old.version() != expectedVersion) {
        return false;
      }
      write(kind, key, old.gone(Debt.OWED));
      return true;
    } finally {
      changing.unlock();
    }
  }

  /** Tells the majority what it is owed; stops at the first that it cannot be told. */
  void pay(List<String> kinds) {
    if (!deciding.tryLock()) {
      return;
    }
    try {
      for (String kind : kinds) {
        for (String key : owed(kind).keySet()) {
          settle(kind, key);
        }
      }
    } catch (LedgerException e) {
      log.atDebug().setCause(e).addKeyValue("event", "regions.owed").log("not told yet");
    } finally {
      deciding.unlock();
    }
  }

  int owed(List<String> kinds) {
    return kinds.stream().mapToInt(kind -> owed(kind).size()).sum();
  }

  private SortedMap<String, Mirror> owed(String kind) {
    SortedMap<String, Mirror> owed = new TreeMap<>();
    disk.list(PREFIX + kind)
        .forEach(
            (key, stored) -> {
              Mirror mirror = Mirror.read(stored.content());
              if (mirror.debt() == Debt.OWED) {
                owed.put(key, mirror);
              }
            });
    return owed;
  }

  /**
   * Makes the majority have what is in force here. What was tried and not answered is taken back:
   * this region does not act on it.
   */
  private Mirror settle(String kind, String key) {
    Mirror mirror = mirror(kind, key);
    if (mirror.debt() == Debt.NONE) {
      return mirror;
    }
    String name = name(key);
    long last = decided.get(kind, name).map(Document::version).orElse(0L);
    long now = last;
    if (mirror.exists()) {
      now =
          decided
              .put(kind, name, mirror.content(), last)
              .map(Document::version)
              .orElseThrow(() -> new LedgerException("ledger: somebody else writes " + name));
    } else if (last != 0) {
      decided.delete(kind, name, last);
      now = 0;
    }
    Mirror settled = mirror.settled(now);
    // When risk was lowered once more meanwhile, that is owed from now on.
    return replace(kind, key, mirror, settled) ? settled : mirror(kind, key);
  }

  /** Unless it is another one by now. */
  private boolean replace(String kind, String key, Mirror expected, Mirror next) {
    changing.lock();
    try {
      if (!mirror(kind, key).equals(expected)) {
        return false;
      }
      write(kind, key, next);
      return true;
    } finally {
      changing.unlock();
    }
  }

  private String name(String key) {
    return region + "/" + key;
  }

  private Mirror mirror(String kind, String key) {
    return disk.get(PREFIX + kind, key)
        .map(stored -> Mirror.read(stored.content()))
        .orElse(Mirror.ABSENT);
  }

  private void write(String kind, String key, Mirror mirror) {
    long version = disk.get(PREFIX + kind, key).map(Document::version).orElse(0L);
    if (disk.put(PREFIX + kind, key, mirror.text(), version).isEmpty()) {
      throw new LedgerException("ledger: somebody else writes " + kind + "/" + key);
    }
  }
}
