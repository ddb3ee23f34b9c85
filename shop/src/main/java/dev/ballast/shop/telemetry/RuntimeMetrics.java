// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.telemetry;

import com.sun.management.UnixOperatingSystemMXBean;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The JVM and its process under the names of OpenTelemetry's semantic conventions. */
final class RuntimeMetrics {

  private static final double NANOS = 1e9;
  private static final double MILLIS = 1e3;
  private static final long PAGE_BYTES = 4096;
  private static final Path STATM = Path.of("/proc/self/statm");
  private static final AttributeKey<String> POOL = AttributeKey.stringKey("jvm.memory.pool.name");
  private static final AttributeKey<String> TYPE = AttributeKey.stringKey("jvm.memory.type");
  private static final AttributeKey<String> GC = AttributeKey.stringKey("jvm.gc.name");

  private RuntimeMetrics() {}

  static void observe(Meter meter) {
    memory(meter);
    collections(meter);
    var threads = ManagementFactory.getThreadMXBean();
    meter
        .upDownCounterBuilder("jvm.thread.count")
        .setUnit("{thread}")
        .buildWithCallback(m -> m.record(threads.getThreadCount()));
    var classes = ManagementFactory.getClassLoadingMXBean();
    meter
        .upDownCounterBuilder("jvm.class.count")
        .setUnit("{class}")
        .buildWithCallback(m -> m.record(classes.getLoadedClassCount()));
    var runtime = ManagementFactory.getRuntimeMXBean();
    meter
        .gaugeBuilder("process.uptime")
        .setUnit("s")
        .buildWithCallback(m -> m.record(runtime.getUptime() / MILLIS));
    OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
    if (system instanceof UnixOperatingSystemMXBean unix) {
      process(meter, unix);
    }
  }

  private static void memory(Meter meter) {
    List<Pool> pools = ManagementFactory.getMemoryPoolMXBeans().stream().map(Pool::of).toList();
    meter
        .upDownCounterBuilder("jvm.memory.used")
        .setUnit("By")
        .buildWithCallback(m -> pools.forEach(p -> m.record(p.usage().getUsed(), p.attributes())));
    meter
        .upDownCounterBuilder("jvm.memory.committed")
        .setUnit("By")
        .buildWithCallback(
            m -> pools.forEach(p -> m.record(p.usage().getCommitted(), p.attributes())));
    meter
        .upDownCounterBuilder("jvm.memory.limit")
        .setUnit("By")
        .buildWithCallback(
            m ->
                pools.stream()
                    .filter(p -> p.usage().getMax() > 0)
                    .forEach(p -> m.record(p.usage().getMax(), p.attributes())));
  }

  private static void collections(Meter meter) {
    List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
    meter
        .counterBuilder("jvm.gc.time")
        .ofDoubles()
        .setUnit("s")
        .buildWithCallback(
            m ->
                collectors.forEach(
                    c -> m.record(c.getCollectionTime() / MILLIS, Attributes.of(GC, c.getName()))));
    meter
        .counterBuilder("jvm.gc.count")
        .setUnit("{collection}")
        .buildWithCallback(
            m ->
                collectors.forEach(
                    c -> m.record(c.getCollectionCount(), Attributes.of(GC, c.getName()))));
  }

  private static void process(Meter meter, UnixOperatingSystemMXBean unix) {
    meter
        .counterBuilder("jvm.cpu.time")
        .ofDoubles()
        .setUnit("s")
        .buildWithCallback(m -> m.record(unix.getProcessCpuTime() / NANOS));
    meter
        .gaugeBuilder("jvm.cpu.recent_utilization")
        .setUnit("1")
        .buildWithCallback(m -> m.record(Math.max(0, unix.getProcessCpuLoad())));
    meter
        .upDownCounterBuilder("process.unix.file_descriptor.count")
        .setUnit("{file_descriptor}")
        .buildWithCallback(m -> m.record(unix.getOpenFileDescriptorCount()));
    if (Files.isReadable(STATM)) {
      meter
          .upDownCounterBuilder("process.memory.usage")
          .setUnit("By")
          .buildWithCallback(m -> m.record(residentBytes()));
    }
  }

  private static long residentBytes() {
    try {
      String[] pages = Files.readString(STATM).split(" ", 3);
      return Long.parseLong(pages[1]) * PAGE_BYTES;
    } catch (IOException e) {
      return 0;
    }
  }

  private record Pool(MemoryPoolMXBean bean, Attributes attributes) {
    static Pool of(MemoryPoolMXBean bean) {
      String type = bean.getType() == MemoryType.HEAP ? "heap" : "non_heap";
      return new Pool(bean, Attributes.of(POOL, bean.getName(), TYPE, type));
    }

    MemoryUsage usage() {
      return bean.getUsage();
    }
  }
}
