// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import dev.ballast.telemetry.store.Damage.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.FlushOptions;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteOptions;

/**
 * What has left memory, in RocksDB. Its own log is off: everything written here is also in the
 * commit log until {@link #flush} returned.
 */
final class Blocks implements AutoCloseable {

  /** Takes what a scan finds. */
  interface Visitor {

    /** Returns whether to go on. */
    boolean entry(byte[] key, byte[] value);
  }

  private final RocksOptions options;
  private final RocksDB db;
  private final Map<Family, ColumnFamilyHandle> handles = new EnumMap<>(Family.class);
  private final WriteOptions noLog = new WriteOptions().setDisableWAL(true);
  private final ReadOptions reading = new ReadOptions();
  private final DamageBook damage;

  private Blocks(
      RocksOptions options, RocksDB db, List<ColumnFamilyHandle> handles, DamageBook damage) {
    this.options = options;
    this.db = db;
    Iterator<ColumnFamilyHandle> each = handles.iterator();
    for (Family family : Family.values()) {
      this.handles.put(family, each.next());
    }
    this.damage = damage;
  }

  /**
   * Loads RocksDB's native code from a file in this directory rather than a stray temporary one.
   */
  static void loadLibrary(Path directory) throws IOException {
    Path folder = Files.createDirectories(directory.resolve("native"));
    NativeLibraryLoader.getInstance().loadLibrary(folder.toString());
  }

  static Blocks open(Path directory, DamageBook damage) throws RocksDBException {
    RocksOptions options = new RocksOptions();
    List<ColumnFamilyHandle> handles = new ArrayList<>();
    try {
      RocksDB db =
          RocksDB.open(options.database(), directory.toString(), options.families(), handles);
      return new Blocks(options, db, handles, damage);
    } catch (RocksDBException e) {
      options.close();
      throw e;
    }
  }

  /** The names of the tables that the manifest lists, or nothing when it cannot be read. */
  static Optional<Set<String>> listed(Path directory) {
    List<ColumnFamilyHandle> handles = new ArrayList<>();
    try (RocksOptions options = new RocksOptions();
        RocksDB db =
            RocksDB.openReadOnly(
                options.database(), directory.toString(), options.families(), handles)) {
      Set<String> names =
          db.getLiveFilesMetaData().stream()
              .map(table -> table.fileName().substring(table.fileName().lastIndexOf('/') + 1))
              .collect(Collectors.toUnmodifiableSet());
      handles.forEach(ColumnFamilyHandle::close);
      return Optional.of(names);
    } catch (RocksDBException e) {
      return Optional.empty();
    }
  }

  static StoreException failure(String what, RocksDBException e) {
    return new StoreException("blocks: cannot " + what + ": " + e.getMessage(), e);
  }

  Batch batch() {
    return new Batch(handles);
  }

  void write(Batch batch) {
    if (batch.isEmpty()) {
      return;
    }
    try {
      db.write(noLog, batch.changes());
    } catch (RocksDBException e) {
      throw failure("write", e);
    }
  }

  byte @Nullable [] get(Family family, byte[] key) {
    try {
      return db.get(handle(family), reading, key);
    } catch (RocksDBException e) {
      report(family, e);
      return null;
    }
  }

  /** Visits the keys from {@code from} to before {@code to}, around what is damaged. */
  void scan(Family family, byte[] from, byte[] to, Visitor visitor) {
    byte[] at = from;
    while (at != null) {
      try (RocksIterator iterator = db.newIterator(handle(family), reading)) {
        at = scan(family, iterator, at, to, visitor);
      }
    }
  }

  /** Returns where to go on behind a damaged block; null when done. */
  private byte @Nullable [] scan(
      Family family, RocksIterator iterator, byte[] from, byte[] to, Visitor visitor) {
    byte[] last = from;
    iterator.seek(from);
    while (iterator.isValid()) {
      byte[] key = iterator.key();
      if (Arrays.compareUnsigned(key, to) >= 0 || !visitor.entry(key, iterator.value())) {
        return null;
      }
      last = key;
      iterator.next();
    }
    try {
      iterator.status();
      return null;
    } catch (RocksDBException e) {
      report(family, e);
      return DamagedBlocks.resume(() -> db.newIterator(handle(family), reading), last, to);
    }
  }

  /** A cursor for many short looks; the caller closes it. */
  BlockCursor cursor(Family family) {
    return new BlockCursor(
        () -> db.newIterator(handle(family), reading), problem -> report(family, problem));
  }

  /** Whole files at once where possible. */
  private void drop(Family family, byte[] from, byte[] to) {
    try {
      db.deleteFilesInRanges(handle(family), List.of(from, to), false);
      db.deleteRange(handle(family), noLog, from, to);
    } catch (RocksDBException e) {
      throw failure("delete", e);
    }
  }

  /**
   * Deletes the keys that begin with a lesser number than {@code end}, as {@link #prefix} writes
   * it; returns whether there were any.
   */
  boolean dropBefore(Family family, int end) {
    boolean[] any = {false};
    byte[] last = prefix(end);
    scan(
        family,
        new byte[4],
        last,
        (key, value) -> {
          any[0] = true;
          return false;
        });
    if (any[0]) {
      drop(family, new byte[4], last);
    }
    return any[0];
  }

  /** A day or hour as the first four bytes of a key, in the order of time. */
  static byte[] prefix(int period) {
    return ByteBuffer.allocate(4).putInt(period ^ Integer.MIN_VALUE).array();
  }

  /** Returns when everything written is on the disk. */
  void flush() {
    try (FlushOptions waiting = new FlushOptions().setWaitForFlush(true)) {
      db.flush(waiting, List.copyOf(handles.values()));
    } catch (RocksDBException e) {
      throw failure("flush", e);
    }
  }

  /** Merges all files; for measurements. */
  void compact() {
    try {
      for (ColumnFamilyHandle handle : handles.values()) {
        db.compactRange(handle);
      }
    } catch (RocksDBException e) {
      throw failure("compact", e);
    }
  }

  /** Failed flushes and compactions since the store was opened. */
  long backgroundErrors() {
    try {
      return db.getLongProperty("rocksdb.background-errors");
    } catch (RocksDBException e) {
      throw failure("read properties", e);
    }
  }

  long bytesOnDisk(Family family) {
    try {
      return db.getLongProperty(handle(family), "rocksdb.live-sst-files-size");
    } catch (RocksDBException e) {
      throw failure("read properties", e);
    }
  }

  @Override
  public void close() {
    for (ColumnFamilyHandle handle : handles.values()) {
      handle.close();
    }
    db.close();
    noLog.close();
    reading.close();
    options.close();
  }

  private ColumnFamilyHandle handle(Family family) {
    return Objects.requireNonNull(handles.get(family));
  }

  private void report(Family family, RocksDBException e) {
    if (!DamagedBlocks.isDamage(e)) {
      throw failure("read", e);
    }
    damage.add(Kind.BLOCK, DamagedBlocks.where(e), "a part of the " + family.name());
  }
}
