// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.telemetry;

/** What is counted for calls that share all labels. */
final class CallSeries {

  final Buckets millis;
  final Buckets requestBytes;
  final Buckets responseBytes;
  long count;

  CallSeries() {
    this(new Buckets(Buckets.MILLIS), new Buckets(Buckets.BYTES), new Buckets(Buckets.BYTES), 0);
  }

  private CallSeries(Buckets millis, Buckets requestBytes, Buckets responseBytes, long count) {
    this.millis = millis;
    this.requestBytes = requestBytes;
    this.responseBytes = responseBytes;
    this.count = count;
  }

  void add(CallReport call) {
    count++;
    millis.add(call.durationNanos() / 1e6);
    requestBytes.add((double) call.requestBytes());
    responseBytes.add((double) call.responseBytes());
  }

  void addAll(CallSeries other) {
    count += other.count;
    millis.addAll(other.millis);
    requestBytes.addAll(other.requestBytes);
    responseBytes.addAll(other.responseBytes);
  }

  CallSeries copy() {
    return new CallSeries(millis.copy(), requestBytes.copy(), responseBytes.copy(), count);
  }
}
