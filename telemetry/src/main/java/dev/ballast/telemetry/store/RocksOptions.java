// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;

/** RocksDB's settings, closed with the database. */
final class RocksOptions implements AutoCloseable {

  private static final long CACHE = 32L << 20;
  private static final long MEMTABLE = 32L << 20;
  private static final long ALL_MEMTABLES = 96L << 20;

  private final List<AutoCloseable> closeables = new ArrayList<>();
  private final Cache cache = new LRUCache(CACHE);
  private final DBOptions database;

  RocksOptions() {
    database =
        new DBOptions()
            .setCreateIfMissing(true)
            .setCreateMissingColumnFamilies(true)
            // A damaged file must not keep the rest from being served: see DamagedBlocks, Salvage.
            .setParanoidChecks(false)
            .setMaxOpenFiles(256)
            .setMaxBackgroundJobs(2)
            .setDbWriteBufferSize(ALL_MEMTABLES)
            // What one family holds on disk, all hold: a chunk never without its series.
            .setAtomicFlush(true)
            .setAvoidFlushDuringShutdown(true)
            .setKeepLogFileNum(2)
            .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
            .setStatsDumpPeriodSec(0);
    closeables.add(database);
    closeables.add(cache);
  }

  DBOptions database() {
    return database;
  }

  List<ColumnFamilyDescriptor> families() {
    return Arrays.stream(Family.values())
        .map(family -> new ColumnFamilyDescriptor(family.utf8(), options(family)))
        .toList();
  }

  private ColumnFamilyOptions options(Family family) {
    boolean packed = family == Family.CHUNKS;
    ColumnFamilyOptions options =
        new ColumnFamilyOptions()
            .setWriteBufferSize(MEMTABLE)
            .setCompressionType(
                packed ? CompressionType.NO_COMPRESSION : CompressionType.LZ4_COMPRESSION)
            .setBottommostCompressionType(
                packed ? CompressionType.LZ4_COMPRESSION : CompressionType.ZSTD_COMPRESSION)
            .setTableFormatConfig(
                new BlockBasedTableConfig().setBlockCache(cache).setBlockSize(16 << 10));
    closeables.add(options);
    return options;
  }

  @Override
  public void close() {
    for (AutoCloseable one : closeables.reversed()) {
      try {
        one.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
