// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.http;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.zip.GZIPOutputStream;

/** Turns replies into responses: security headers, compression, streams. */
final class Answers {

  private static final int WORTH_COMPRESSING = 1024;

  /** No inline script or style, no foreign origin, no frames. */
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self';"
          + " frame-ancestors 'none'";

  private Answers() {}

  static HttpResponse of(
      ServiceRequestContext ctx,
      boolean gzip,
      Reply reply,
      Set<Thread> streams,
      InFlight inFlight) {
    return switch (reply) {
      case Reply.Whole whole -> whole(whole, gzip);
      case Reply.Live live -> live(ctx, live.feed(), streams, inFlight);
    };
  }

  private static HttpResponse whole(Reply.Whole reply, boolean gzip) {
    boolean compress =
        gzip
            && reply.body().length >= WORTH_COMPRESSING
            && !reply.contentType().startsWith("image/");
    byte[] body = compress ? compressed(reply.body()) : reply.body();
    ResponseHeadersBuilder headers = headers(reply.status(), reply.contentType());
    reply.headers().forEach(headers::set);
    if (compress) {
      headers.set("content-encoding", "gzip");
    }
    headers.set("vary", "accept-encoding, cookie, authorization");
    if (reply.status() == 204 || reply.status() == 304) {
      return HttpResponse.of(headers.build());
    }
    return HttpResponse.of(headers.build(), HttpData.wrap(body));
  }

  private static HttpResponse live(
      ServiceRequestContext ctx, Reply.Feed feed, Set<Thread> streams, InFlight inFlight) {
    ctx.clearRequestTimeout();
    HttpResponseWriter writer = HttpResponse.streaming();
    writer.write(
        headers(200, "text/event-stream; charset=utf-8").set("x-accel-buffering", "no").build());
    ctx.blockingTaskExecutor()
        .execute(
            () -> {
              Thread self = Thread.currentThread();
              if (!inFlight.enter()) {
                writer.close();
                return;
              }
              streams.add(self);
              var gone = writer.whenComplete().whenComplete((done, failure) -> self.interrupt());
              try {
                feed.run(new Stream(writer));
              } catch (InterruptedException e) {
                // The caller has gone, or the server stops: both end the feed.
              } finally {
                gone.cancel(false);
                streams.remove(self);
                inFlight.leave();
                writer.close();
              }
            });
    return writer;
  }

  static ResponseHeadersBuilder headers(int status, String contentType) {
    return ResponseHeaders.builder(HttpStatus.valueOf(status))
        .set("content-type", contentType)
        .set("cache-control", "no-store")
        .set("content-security-policy", CONTENT_SECURITY_POLICY)
        .set("x-content-type-options", "nosniff")
        .set("referrer-policy", "same-origin")
        .set("cross-origin-resource-policy", "same-origin");
  }

  private static byte[] compressed(byte[] body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length / 3);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Server-sent events on a response; waits for each to be taken, so nothing piles up. */
  private record Stream(HttpResponseWriter writer) implements EventStream {

    @Override
    public boolean send(String id, String name, String data) throws InterruptedException {
      StringBuilder text = new StringBuilder(data.length() + 64);
      if (!id.isEmpty()) {
        text.append("id: ").append(id).append('\n');
      }
      if (!name.isEmpty()) {
        text.append("event: ").append(name).append('\n');
      }
      data.lines().forEach(line -> text.append("data: ").append(line).append('\n'));
      return write(text.append('\n').toString());
    }

    @Override
    public boolean beat() throws InterruptedException {
      return write(":\n\n");
    }

    private boolean write(String text) throws InterruptedException {
      if (!writer.tryWrite(HttpData.ofUtf8(text))) {
        return false;
      }
      try {
        writer.whenConsumed().get();
        return writer.isOpen();
      } catch (ExecutionException | CompletionException e) {
        return false;
      }
    }
  }
}
