// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.upstream;

import dev.ballast.mesh.wire.Malformed;
import dev.ballast.mesh.wire.ResponseDecoder;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/** A connection of HTTP/1.1 to an endpoint, which serves one request after the other. */
@SuppressWarnings(
    "FutureReturnValueIgnored") // A write that fails closes its channel, and that is told.
final class HttpConnection extends ChannelInboundHandlerAdapter implements UpstreamStream {

  /** How much of an unwanted response is read for the sake of the connection. */
  private static final int WORTH_DRAINING = 64 * 1024;

  private final HttpPool pool;
  private final Channel channel;
  private final ResponseDecoder decoder;
  private @Nullable UpstreamSink sink;
  private long idleSince;
  private int served;
  private boolean counted;
  private boolean keepAlive;
  private boolean responseWhole;
  private boolean draining;
  private int drained;

  HttpConnection(HttpPool pool, Channel channel, ResponseDecoder decoder) {
    this.pool = pool;
    this.channel = channel;
    this.decoder = decoder;
  }

  void opened() {
    counted = true;
  }

  void idleSince(long now) {
    idleSince = now;
  }

  long idleSince() {
    return idleSince;
  }

  void serve(UpstreamSink next) {
    if (!channel.isActive()) {
      next.onFailure(UpstreamFailure.CONNECT);
      return;
    }
    sink = next;
    served++;
    responseWhole = false;
    draining = false;
    drained = 0;
    next.onStream(this);
  }

  void close() {
    channel.close();
  }

  @Override
  public void write(HttpRequest head) {
    decoder.expect(head.method());
    channel.write(head, channel.voidPromise());
  }

  @Override
  public void write(HttpContent content) {
    channel.write(content, channel.voidPromise());
  }

  @Override
  public void flush() {
    channel.flush();
  }

  @Override
  public boolean writable() {
    return channel.isWritable();
  }

  @Override
  public void read(boolean on) {
    channel.config().setAutoRead(on);
  }

  @Override
  public boolean fresh() {
    return served <= 1;
  }

  @Override
  public void finish(boolean whole) {
    sink = null;
    channel.config().setAutoRead(true);
    if (!whole || !keepAlive) {
      close();
    } else if (responseWhole) {
      pool.offer(this);
    } else {
      draining = true;
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (draining || sink == null) {
      drain(message);
      return;
    }
    UpstreamSink receiver = sink;
    if (message instanceof HttpResponse head) {
      keepAlive = staysOpen(head);
      receiver.onHead(head);
    } else if (message instanceof HttpContent content) {
      responseWhole = content instanceof LastHttpContent;
      receiver.onContent(content);
    }
  }

  private void drain(Object message) {
    boolean last = message instanceof LastHttpContent;
    drained += message instanceof HttpContent content ? content.content().readableBytes() : 0;
    ReferenceCountUtil.release(message);
    if (last && draining) {
      draining = false;
      pool.offer(this);
    } else if (drained > WORTH_DRAINING) {
      close();
    }
  }

  private static boolean staysOpen(HttpResponse head) {
    var headers = head.headers();
    boolean bounded =
        headers.contains(HttpHeaderNames.CONTENT_LENGTH)
            || headers.contains(HttpHeaderNames.TRANSFER_ENCODING)
            || head.status().code() == 204
            || head.status().code() == 304;
    boolean modern = head.protocolVersion().equals(HttpVersion.HTTP_1_1);
    return bounded
        && (modern
            ? !headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true)
            : headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE, true));
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (sink != null) {
      sink.onPause();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    channel.flush(); // Perhaps it is only that nothing was flushed yet: then this changes it again.
    if (sink != null) {
      sink.onWritability(channel.isWritable());
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof Malformed) {
      fail(UpstreamFailure.MALFORMED);
      close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (counted) {
      counted = false;
      pool.gone(this);
    }
    fail(UpstreamFailure.RESET);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    close(); // A broken pipe or a bad certificate; channelInactive tells the rest.
  }

  private void fail(UpstreamFailure failure) {
    UpstreamSink receiver = sink;
    if (receiver != null) {
      sink = null;
      receiver.onFailure(failure);
    }
  }
}
