// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.embedded;

import dev.ballast.ledger.LedgerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * One RocksDB with a column family per part and the format version. Calls may come from any thread
 * and are refused, not crashed, after {@link #close}.
 */
final class Store implements AutoCloseable {

  /** What a part keeps its records in. */
  enum Part {
    META("default"),
    EVENTS("events"),
    EVENT_INDEX("event_index"),
    DOCUMENTS("documents"),
    LOCKS("locks"),
    INTERLOCKS("interlocks");

    private final String family;

    Part(String family) {
      this.family = family;
    }
  }

  static final int FORMAT = 1;

  private static final byte[] FORMAT_KEY = "format".getBytes(StandardCharsets.UTF_8);

  private final RocksDB db;
  private final Map<Part, ColumnFamilyHandle> families;
  private final List<AutoCloseable> options;
  private final WriteOptions sync;
  private final SharedSync together;
  private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock();
  private boolean closed;

  private Store(
      RocksDB db,
      Map<Part, ColumnFamilyHandle> families,
      List<AutoCloseable> options,
      WriteOptions sync) {
    this.db = db;
    this.families = families;
    this.options = options;
    this.sync = sync;
    this.together = new SharedSync(db, sync);
  }

  static Store open(Path folder) {
    RocksDB.loadLibrary();
    DBOptions dbOptions =
        new DBOptions()
            .setCreateIfMissing(true)
            .setCreateMissingColumnFamilies(true)
            .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
            .setKeepLogFileNum(2)
            .setMaxBackgroundJobs(2)
            .setMaxTotalWalSize(16L << 20);
    ColumnFamilyOptions familyOptions = new ColumnFamilyOptions().setWriteBufferSize(4L << 20);
    WriteOptions sync = new WriteOptions().setSync(true);
    List<AutoCloseable> options = List.of(dbOptions, familyOptions, sync);
    List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
    for (Part part : Part.values()) {
      descriptors.add(
          new ColumnFamilyDescriptor(part.family.getBytes(StandardCharsets.UTF_8), familyOptions));
    }
    List<ColumnFamilyHandle> handles = new ArrayList<>();
    try {
      Files.createDirectories(folder);
      RocksDB db = RocksDB.open(dbOptions, folder.toString(), descriptors, handles);
      Map<Part, ColumnFamilyHandle> families = new EnumMap<>(Part.class);
      for (int i = 0; i < handles.size(); i++) {
        families.put(Part.values()[i], handles.get(i));
      }
      Store store = new Store(db, families, options, sync);
      try {
        store.checkFormat(folder);
      } catch (RuntimeException refused) {
        store.close();
        throw refused;
      }
      return store;
    } catch (IOException | RocksDBException failed) {
      closeAll(options);
      throw new LedgerException(whyNotOpened(folder, failed), failed);
    }
  }

  private static String whyNotOpened(Path folder, Exception failed) {
    String why = String.valueOf(failed.getMessage());
    if (why.contains("lock")) {
      return "ledger: "
          + folder
          + " is in use by another process (expected: one at a time). Fix: stop the other server,"
          + " or give this one its own --data folder.";
    }
    if (why.contains("not opened") || why.contains("Column famil")) {
      return "ledger: "
          + folder
          + " was written by a newer version ("
          + why
          + "). Fix: start the version that wrote it, or give another --data folder.";
    }
    return "ledger: " + folder + " could not be opened: " + why;
  }

  private void checkFormat(Path folder) {
    byte[] stored = get(Part.META, FORMAT_KEY);
    if (stored == null) {
      put(Part.META, FORMAT_KEY, Bytes.ofLong(FORMAT));
    } else if (Bytes.toLong(stored) > FORMAT) {
      throw new LedgerException(
          "ledger: "
              + folder
              + " has format "
              + Bytes.toLong(stored)
              + " (expected: at most "
              + FORMAT
              + "). Fix: start the version that wrote it, or give another --data folder.");
    }
  }

  byte @Nullable [] get(Part part, byte[] key) {
    return within(() -> db.get(family(part), key));
  }

  void put(Part part, byte[] key, byte[] value) {
    write(batch -> batch.put(family(part), key, value));
  }

  void delete(Part part, byte[] key) {
    write(batch -> batch.delete(family(part), key));
  }

  /** All of the batch or nothing, synced. */
  void write(Writes writes) {
    within(
        () -> {
          if (Thread.currentThread().isVirtual()) {
            together.write(writes);
            return null;
          }
          try (WriteBatch batch = new WriteBatch()) {
            writes.into(batch);
            db.write(sync, batch);
          }
          return null;
        });
  }

  ColumnFamilyHandle family(Part part) {
    return Objects.requireNonNull(families.get(part));
  }

  /** Ascending from the key, inclusive, while the visitor wants more. */
  void ascend(Part part, byte[] from, BiPredicate<byte[], byte[]> visitor) {
    within(
        () -> {
          try (RocksIterator it = db.newIterator(family(part))) {
            it.seek(from);
            while (it.isValid() && visitor.test(it.key(), it.value())) {
              it.next();
            }
            it.status();
          }
          return null;
        });
  }

  /** Descending from the last key while the visitor wants more. */
  void descend(Part part, BiPredicate<byte[], byte[]> visitor) {
    descend(part, RocksIterator::seekToLast, visitor);
  }

  /** Descending from the key, inclusive, while the visitor wants more. */
  void descend(Part part, byte[] from, BiPredicate<byte[], byte[]> visitor) {
    descend(part, it -> it.seekForPrev(from), visitor);
  }

  private void descend(
      Part part, Consumer<RocksIterator> start, BiPredicate<byte[], byte[]> visitor) {
    within(
        () -> {
          try (RocksIterator it = db.newIterator(family(part))) {
            start.accept(it);
            while (it.isValid() && visitor.test(it.key(), it.value())) {
              it.prev();
            }
            it.status();
          }
          return null;
        });
  }

  private <T extends @Nullable Object> T within(Call<T> call) {
    Lock lock = gate.readLock();
    lock.lock();
    try {
      if (closed) {
        throw new LedgerException("ledger: is closed");
      }
      return call.run();
    } catch (RocksDBException failed) {
      throw new LedgerException("ledger: " + failed.getMessage(), failed);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    Lock lock = gate.writeLock();
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        together.close();
        families.values().forEach(ColumnFamilyHandle::close);
        db.close();
        closeAll(options);
      }
    } finally {
      lock.unlock();
    }
  }

  private static void closeAll(List<AutoCloseable> closeables) {
    for (AutoCloseable closeable : closeables) {
      try {
        closeable.close();
      } catch (Exception failed) {
        throw new LedgerException("ledger: " + failed.getMessage(), failed);
      }
    }
  }

  /** Fills a batch. */
  interface Writes {
    void into(WriteBatch batch) throws RocksDBException;
  }

  private interface Call<T extends @Nullable Object> {
    T run() throws RocksDBException;
  }
}
