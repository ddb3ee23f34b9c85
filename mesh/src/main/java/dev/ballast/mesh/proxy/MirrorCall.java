// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.proxy;

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
 * A copy of a request whose answer nobody waits for. It is sent when its body is there as a whole,
 * so that a slow mirror cannot slow the original; a body that is too large is not mirrored.
 */
final class MirrorCall extends Deadline implements UpstreamSink {

  private static final int LARGEST_BODY = 64 * 1024;
  private static final long LONGEST_NANOS = 15_000_000_000L;

  private final Worker worker;
  private final HttpRequest request;
  private final VersionPlan version;
  private final List<HttpContent> body = new ArrayList<>(1);
  private @Nullable Lane lane;
  private @Nullable UpstreamStream stream;
  private int size;
  private boolean over;

  MirrorCall(Worker worker, HttpRequest original, VersionPlan version) {
    this.worker = worker;
    this.version = version;
    this.request =
        new DefaultHttpRequest(
            original.protocolVersion(),
            original.method(),
            original.uri(),
            original.headers().copy());
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
    Lane chosen = version.choose(0, worker.now(), null);
    if (chosen == null) {
      end(false);
      return;
    }
    lane = chosen;
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
    end(false);
  }

  @Override
  public void onHead(HttpResponse head) {
    // Nobody waits for it.
  }

  @Override
  public void onContent(HttpContent content) {
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
  }
}
