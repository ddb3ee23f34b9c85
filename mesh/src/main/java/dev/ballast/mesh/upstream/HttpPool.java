// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.upstream;

import dev.ballast.model.mesh.Connections;
import java.util.ArrayDeque;
import java.util.ArrayList;

/** Connections of HTTP/1.1 to one endpoint, each for one request at a time. */
final class HttpPool implements Dialer {

  private final Connections limits;
  private final UpstreamLoop loop;
  private final Connector connector;

  /** Used last, given out first: the others grow old and are closed. */
  private final ArrayDeque<HttpConnection> idle = new ArrayDeque<>();

  private final ArrayDeque<UpstreamSink> waiting = new ArrayDeque<>();
  private int open;
  private boolean closed;

  HttpPool(EndpointKey key, LaneRules rules, UpstreamLoop loop) {
    this.limits = rules.connections();
    this.loop = loop;
    this.connector = new Connector(this, key, loop, rules);
  }

  @Override
  public void dial(UpstreamSink sink) {
    HttpConnection connection = idle.pollFirst();
    if (connection != null) {
      connection.serve(sink);
    } else if (open < limits.most()) {
      open++;
      connector.connect(sink);
    } else if (waiting.size() < limits.waiting()) {
      waiting.add(sink);
    } else {
      sink.onFailure(UpstreamFailure.OVERFLOW);
    }
  }

  @Override
  public void forget(UpstreamSink sink) {
    if (!waiting.isEmpty()) {
      waiting.remove(sink);
    }
    connector.forget(sink);
  }

  @Override
  public int open() {
    return open;
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

  void gone(HttpConnection connection) {
    idle.remove(connection);
    lost();
  }

  /** A connection is gone, or did not come about. */
  void lost() {
    open--;
    UpstreamSink next = waiting.pollFirst();
    if (next != null) {
      open++;
      connector.connect(next);
    }
  }

  @Override
  public void closeIdle(long now) {
    long longest = limits.idle().toNanos();
    while (!idle.isEmpty() && now - idle.getLast().idleSince() >= longest) {
      idle.removeLast().close();
    }
  }

  @Override
  public void close() {
    closed = true;
    var unused = new ArrayList<>(idle);
    idle.clear();
    unused.forEach(HttpConnection::close);
  }
}
