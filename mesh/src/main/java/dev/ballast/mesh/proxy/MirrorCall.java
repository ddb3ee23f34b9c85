// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.proxy;

import dev.ballast.mesh.telemetry.Flag;
import dev.ballast.mesh.time.Deadline;
import dev.ballast.mesh.upstream.Lane;
import dev.ballast.mesh.upstream.UpstreamFailure;
import dev.ballast.mesh.upstream.UpstreamSink;
import dev.ballast.mesh.upstream.UpstreamStream;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a request whose answer nobody waits for: it is counted, and goes nowhere. It is sent
 * when its body is there as a whole, so that a slow mirror cannot slow the original; a body that is
 * too large is not mirrored.
 */
final class MirrorCall extends Deadline implements UpstreamSink {

  private static final int LARGEST_BODY = 64 * 1024;
  private static final long LONGEST_NANOS = 15_000_000_000L;

  private final Worker worker;
  private final Call original;
  private final HttpRequest request;
  private final VersionPlan version;
  private final List<HttpContent> body = new ArrayList<>(1);
  private @Nullable Lane lane;
  private @Nullable UpstreamStream stream;
  private int size;
  private boolean over;

  /** What is counted of it; there once it is sent. */
  private @Nullable Call call;

  MirrorCall(Worker worker, Call original, VersionPlan version) {
    this.worker = worker;
    this.original = original;
    this.version = version;
    HttpRequest copied = original.request;
    this.request =
        new DefaultHttpRequest(
            copied.protocolVersion(), copied.method(), copied.uri(), copied.headers().copy());
    request.headers().set("x-ballast-mirrored", "1");
  }

  /** Looks at a piece of the original's body; its reference stays with the original. */
  void add(HttpContent content) {
    if (over) {
      return;
    }
    size += content.content().readableBytes();
    if (size > LARGEST_BODY) {
      end(false);
      return;
    }
    body.add(content.retainedDuplicate());
    if (content instanceof LastHttpContent) {
      send();
    }
  }

  private void send() {
    Call counted = new Call(request, original.port, original.source(), worker.now());
    counted.mirrored = true;
    counted.version = version;
    counted.route = original.route;
    counted.requestBytes = size;
    call = counted;
    Lane chosen = version.choose(0, worker.now(), null);
    if (chosen == null) {
      fail(503, Flag.NO_HEALTHY_UPSTREAM);
      return;
    }
    lane = chosen;
    counted.endpoint = chosen.key().address().toString();
    counted.attempts = 1;
    worker.deadlines().arm(this, worker.now() + LONGEST_NANOS);
    chosen.acquire(this);
  }

  /** The original ended before its body was whole. */
  void giveUp() {
    if (lane == null) {
      end(false);
    }
  }

  @Override
  public void onStream(UpstreamStream opened) {
    stream = opened;
    opened.write(request);
    body.forEach(piece -> opened.write(piece.retain()));
    opened.flush();
  }

  @Override
  public void onFailure(UpstreamFailure failure) {
    stream = null;
    fail(
        503,
        switch (failure) {
          case CONNECT -> Flag.UPSTREAM_CONNECT_FAILURE;
          case OVERFLOW -> Flag.UPSTREAM_OVERFLOW;
          case RESET -> Flag.UPSTREAM_CLOSED;
          case MALFORMED -> Flag.UPSTREAM_PROTOCOL_ERROR;
        });
  }

  /** Nobody waits for it, but it is counted. */
  @Override
  public void onHead(HttpResponse head) {
    if (call != null) {
      call.status = head.status().code();
      call.grpcStatus = Heads.grpcStatus(head, call.grpcStatus);
    }
  }

  @Override
  public void onContent(HttpContent content) {
    if (call != null) {
      call.responseBytes += content.content().readableBytes();
      if (content instanceof LastHttpContent last) {
        call.grpcStatus = Heads.grpcStatus(last, call.grpcStatus);
      }
    }
    content.release();
    if (content instanceof LastHttpContent) {
      end(true);
    }
  }

  @Override
  public void onPause() {
    // There is nobody to flush to.
  }

  @Override
  public void onWritability(boolean writable) {
    // The body is there already.
  }

  @Override
  protected void expired() {
    fail(504, Flag.UPSTREAM_TIMEOUT);
  }

  private void fail(int status, Flag why) {
    if (call != null) {
      call.status = status;
      call.flag = why;
    }
    end(false);
  }

  private void end(boolean whole) {
    if (over) {
      return;
    }
    over = true;
    worker.deadlines().disarm(this);
    body.forEach(HttpContent::release);
    body.clear();
    Lane used = lane;
    if (used != null) {
      used.breaker().forgotten();
      if (stream != null) {
        stream.finish(whole);
      }
      used.released(this);
    }
    if (call != null) {
      call.endedAt = worker.now();
      worker.observer().ended(call);
    }
  }
}
