// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.upstream;

import dev.ballast.mesh.policy.Candidate;
import dev.ballast.mesh.policy.CircuitBreaker;
import dev.ballast.mesh.policy.EndpointHealth;
import dev.ballast.mesh.policy.PeakEwma;
import java.util.ArrayDeque;
import java.util.ArrayList;

/**
 * One event loop's way to one endpoint: its connections, the requests that wait for one, and what
 * the loop itself knows of the endpoint. Never touched by another thread.
 */
public final class Lane implements Candidate {

  private static final double DECAY_NANOS = 10e9;

  private final EndpointKey key;
  private final String region;
  private final LaneRules rules;
  private final UpstreamLoop loop;
  private final EndpointHealth health;
  private final CircuitBreaker breaker;
  private final PeakEwma latency = new PeakEwma(DECAY_NANOS);
  private final Connector connector;

  /** Used last, given out first: the others grow old and are closed. */
  private final ArrayDeque<HttpConnection> idle = new ArrayDeque<>();

  private final ArrayDeque<UpstreamSink> waiting = new ArrayDeque<>();
  private int open;
  private int active;
  private boolean closed;

  public Lane(
      EndpointKey key, String region, LaneRules rules, UpstreamLoop loop, EndpointHealth health) {
    this.key = key;
    this.region = region;
    this.rules = rules;
    this.loop = loop;
    this.health = health;
    this.breaker = new CircuitBreaker(rules.breaker());
    this.connector = new Connector(this, loop, rules);
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
    return key.address().toString();
  }

  @Override
  public int active() {
    return active;
  }

  @Override
  public double cost(long now) {
    return latency.cost(now, active);
  }

  /** Connections that are open or being made. */
  public int open() {
    return open;
  }

  public boolean usable(long now) {
    return health.usable(now) && breaker.wouldPass(now);
  }

  /** Asks for a stream; the answer may come before this returns. */
  public void acquire(UpstreamSink sink) {
    active++;
    HttpConnection connection = idle.pollFirst();
    if (connection != null) {
      connection.serve(sink);
    } else if (open < rules.connections().most()) {
      open++;
      connector.connect(sink);
    } else if (waiting.size() < rules.connections().waiting()) {
      waiting.add(sink);
    } else {
      sink.onFailure(UpstreamFailure.OVERFLOW);
    }
  }

  /** A request is over, however; each {@link #acquire} is followed by one of these. */
  public void released(UpstreamSink sink) {
    active--;
    waiting.remove(sink);
    connector.forget(sink);
  }

  /** A connection is free to serve. */
  void offer(HttpConnection connection) {
    UpstreamSink next = waiting.pollFirst();
    if (next != null) {
      connection.serve(next);
    } else if (closed) {
      connection.close();
    } else {
      connection.idleSince(loop.ticker().nanos());
      idle.addFirst(connection);
    }
  }

  /** A connection is gone, or did not come about. */
  void gone(HttpConnection connection) {
    idle.remove(connection);
    lost();
  }

  void lost() {
    open--;
    UpstreamSink next = waiting.pollFirst();
    if (next != null) {
      open++;
      connector.connect(next);
    }
  }

  /** Closes connections that nobody has used for long. */
  public void closeIdle(long now) {
    long longest = rules.connections().idle().toNanos();
    while (!idle.isEmpty() && now - idle.peekLast().idleSince() >= longest) {
      idle.pollLast().close();
    }
  }

  /** Closes what is idle now, and the rest as it becomes idle. */
  public void close() {
    closed = true;
    var unused = new ArrayList<>(idle);
    idle.clear();
    unused.forEach(HttpConnection::close);
  }
}
