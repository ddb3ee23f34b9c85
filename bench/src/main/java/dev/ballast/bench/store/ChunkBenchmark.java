// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.store;

import dev.ballast.promql.SampleBuffer;
import dev.ballast.telemetry.store.chunk.ChunkReader;
import dev.ballast.telemetry.store.chunk.OpenChunk;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Time per sample to compress a chunk, and to read it back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(OpenChunk.MAX_SAMPLES)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class ChunkBenchmark {

  /** The number of a series in {@link MixedSeries}, which tells its kind. */
  @Param({"0", "10", "15", "18"})
  int kind;

  private final long[] times = new long[OpenChunk.MAX_SAMPLES];
  private final double[] values = new double[OpenChunk.MAX_SAMPLES];
  private byte[] chunk = {};

  @Setup
  public void prepare() {
    MixedSeries source = new MixedSeries(0, 20, 100);
    for (int i = 0; i < times.length; i++) {
      times[i] = 1_772_600_000_000L + source.time(i);
      values[i] = source.next(kind);
    }
    chunk = write();
  }

  @Benchmark
  public byte[] write() {
    OpenChunk open = new OpenChunk(times[0], values[0], chunk.length);
    for (int i = 1; i < times.length; i++) {
      open.add(times[i], values[i]);
    }
    return open.toBytes();
  }

  @Benchmark
  public SampleBuffer read() {
    SampleBuffer buffer = new SampleBuffer();
    ChunkReader.of(chunk).read(Long.MIN_VALUE, Long.MAX_VALUE, buffer);
    return buffer;
  }
}
