// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.upstream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.HttpConversionUtil;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/** A stream of HTTP/2 to an endpoint: one request and its response. */
@SuppressWarnings(
    "FutureReturnValueIgnored") // A write that fails closes its channel, and that is told.
final class Http2Stream extends ChannelInboundHandlerAdapter implements UpstreamStream {

  private @Nullable UpstreamSink sink;
  private @Nullable Channel channel;

  Http2Stream(UpstreamSink sink) {
    this.sink = sink;
  }

  void opened(Channel opened) {
    channel = opened;
    if (sink != null) {
      sink.onStream(this);
    }
  }

  private Channel open() {
    if (channel == null) {
      throw new IllegalStateException("a stream that is not open yet");
    }
    return channel;
  }

  @Override
  public void write(HttpRequest head) {
    head.headers().remove(HttpHeaderNames.TRANSFER_ENCODING);
    open().write(head);
  }

  @Override
  public void write(HttpContent content) {
    open().write(content);
  }

  @Override
  public void flush() {
    open().flush();
  }

  @Override
  public boolean writable() {
    return open().isWritable();
  }

  @Override
  public void read(boolean on) {
    open().config().setAutoRead(on);
  }

  @Override
  public boolean fresh() {
    return true;
  }

  /** A stream that is not whole is closed, which resets it. */
  @Override
  public void finish(boolean whole) {
    sink = null;
    if (!whole) {
      open().close();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    UpstreamSink receiver = sink;
    if (receiver == null) {
      ReferenceCountUtil.release(message);
      return;
    }
    switch (message) {
      case FullHttpResponse whole -> {
        plain(whole);
        receiver.onHead(
            new DefaultHttpResponse(whole.protocolVersion(), whole.status(), whole.headers()));
        var last = new DefaultLastHttpContent(whole.content());
        last.trailingHeaders().add(whole.trailingHeaders());
        last(receiver, last);
      }
      case HttpResponse head when head.status().code() < 200 -> {} // Between neighbours.
      case HttpResponse head -> {
        plain(head);
        receiver.onHead(head);
      }
      case LastHttpContent last -> last(receiver, last);
      case HttpContent content -> receiver.onContent(content);
      default -> ReferenceCountUtil.release(message);
    }
  }

  /** Without what the translation from HTTP/2 added. */
  private static void plain(HttpResponse head) {
    for (var name : HttpConversionUtil.ExtensionHeaderNames.values()) {
      head.headers().remove(name.text());
    }
  }

  /** The head may have changed whose answer this is, such as by a retry. */
  private void last(UpstreamSink receiver, LastHttpContent last) {
    if (receiver.equals(sink)) {
      receiver.onContent(last);
    } else {
      last.release();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (sink != null) {
      sink.onPause();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (sink != null) {
      ctx.flush();
      sink.onWritability(ctx.channel().isWritable());
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    fail();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    fail();
    ctx.close();
  }

  private void fail() {
    UpstreamSink receiver = sink;
    if (receiver != null) {
      sink = null;
      receiver.onFailure(UpstreamFailure.RESET);
    }
  }
}
