// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.upstream;

import dev.ballast.mesh.policy.Candidate;
import dev.ballast.mesh.policy.CircuitBreaker;
import dev.ballast.mesh.policy.EndpointHealth;
import dev.ballast.mesh.policy.PeakEwma;

/**
 * One event loop's way to one endpoint: its connections, and what the loop itself knows of the
 * endpoint. Never touched by another thread.
 */
public final class Lane implements Candidate {

  private static final double DECAY_NANOS = 10e9;

  private final EndpointKey key;
  private final String region;
  private final String id;
  private final LaneRules rules;
  private final EndpointHealth health;
  private final CircuitBreaker breaker;
  private final PeakEwma latency = new PeakEwma(DECAY_NANOS);
  private final Dialer dialer;
  private int active;

  public Lane(
      EndpointKey key, String region, LaneRules rules, UpstreamLoop loop, EndpointHealth health) {
    this.key = key;
    this.region = region;
    this.id = key.address().toString();
    this.rules = rules;
    this.health = health;
    this.breaker = new CircuitBreaker(rules.breaker());
    this.dialer =
        rules.protocol().isHttp2()
            ? new Http2Dialer(key, rules, loop)
            : new HttpPool(key, rules, loop);
  }

  public EndpointKey key() {
    return key;
  }

  public String region() {
    return region;
  }

  public LaneRules rules() {
    return rules;
  }

  public EndpointHealth health() {
    return health;
  }

  public CircuitBreaker breaker() {
    return breaker;
  }

  public PeakEwma latency() {
    return latency;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public int active() {
    return active;
  }

  @Override
  public double cost(long now) {
    return latency.cost(now, active);
  }

  public boolean usable(long now) {
    return health.usable(now) && breaker.wouldPass(now);
  }

  /** Asks for a stream; the answer may come before this returns. */
  public void acquire(UpstreamSink sink) {
    active++;
    dialer.dial(sink);
  }

  /** A request is over, however; each {@link #acquire} is followed by one of these. */
  public void released(UpstreamSink sink) {
    active--;
    dialer.forget(sink);
  }

  /** A connection of bytes is opened past the dialer; it is counted like a request. */
  public void entered() {
    active++;
  }

  public void left() {
    active--;
  }

  /** Closes connections that nobody has used for long. */
  public void closeIdle(long now) {
    dialer.closeIdle(now);
  }

  public void close() {
    dialer.close();
  }
}
