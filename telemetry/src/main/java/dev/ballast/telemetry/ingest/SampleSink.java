// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.ingest;

/** Takes samples in; returns only when they are as durable as the sink promises. */
public interface SampleSink {

  /**
   * Appends a batch. Samples that cannot be taken are counted in the answer with their reason; the
   * others are durable when this returns.
   *
   * @throws StoreFullException when the disk is full: nothing of the batch was taken
   */
  Appended append(SampleBatch batch);
}
