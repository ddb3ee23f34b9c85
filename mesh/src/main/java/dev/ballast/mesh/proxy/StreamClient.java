// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.proxy;

import dev.ballast.model.mesh.RequestLimits;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** A client's stream of HTTP/2: one exchange. */
@SuppressWarnings(
    "FutureReturnValueIgnored") // A write that fails closes its channel, and that is told.
final class StreamClient extends ChannelInboundHandlerAdapter implements Client {

  private final Worker worker;
  private final Channel stream;
  private final Channel connection;
  private final String portName;
  private final Patience patience;
  private @Nullable Exchange exchange;

  /** Waits for what follows: a head that is also the end has to be one frame, gRPC asks for it. */
  private @Nullable HttpResponse head;

  private boolean requestWhole;

  StreamClient(
      Worker worker, Channel stream, Channel connection, String portName, RequestLimits limits) {
    this.worker = worker;
    this.stream = stream;
    this.connection = connection;
    this.portName = portName;
    this.patience = new Patience(worker, limits, this::outOfPatience);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    switch (message) {
      case FullHttpRequest whole -> {
        begin(
            new DefaultHttpRequest(
                whole.protocolVersion(), whole.method(), whole.uri(), whole.headers()));
        content(new DefaultLastHttpContent(whole.content()));
      }
      case HttpRequest request -> begin(request);
      case HttpContent content -> content(content);
      default -> ReferenceCountUtil.release(message);
    }
  }

  private void begin(HttpRequest request) {
    Port port = worker.plan().ports().get(portName);
    if (port == null) {
      reset();
      return;
    }
    Heads.fromStream(request);
    patience.forBody();
    String source = Sources.of(port, request, connection);
    Exchange next = new Exchange(worker, this, new Call(request, port, source, worker.now()));
    exchange = next;
    next.start();
  }

  private void content(HttpContent content) {
    requestWhole = content instanceof LastHttpContent;
    if (requestWhole) {
      patience.end();
    } else {
      patience.forBody();
    }
    if (exchange == null) {
      content.release();
    } else {
      exchange.onRequestContent(content);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (exchange != null) {
      exchange.onRequestPause();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    stream.flush();
    if (!stream.isWritable()) {
      patience.forReader();
    } else if (patience.isForReader()) {
      patience.end();
    }
    if (exchange != null) {
      exchange.onClientWritability(stream.isWritable());
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    patience.end();
    Exchange open = exchange;
    exchange = null;
    if (open != null) {
      open.onClientGone();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    stream.close();
  }

  private void outOfPatience() {
    if (exchange != null && stream.isWritable()) {
      exchange.onClientFault(408, "the body came too slowly");
    } else {
      reset();
    }
  }

  @Override
  public void write(HttpResponse response) {
    head = response;
  }

  @Override
  public void write(HttpContent content) {
    HttpResponse waiting = head;
    head = null;
    boolean ends =
        content instanceof LastHttpContent last
            && !last.content().isReadable()
            && last.trailingHeaders().isEmpty();
    if (waiting != null && ends) {
      content.release();
      stream.write(
          new DefaultFullHttpResponse(
              waiting.protocolVersion(),
              waiting.status(),
              io.netty.buffer.Unpooled.EMPTY_BUFFER,
              waiting.headers(),
              new io.netty.handler.codec.http.DefaultHttpHeaders()));
      return;
    }
    if (waiting != null) {
      stream.write(waiting);
    }
    stream.write(content);
  }

  @Override
  public void flush() {
    if (head != null) {
      stream.write(head);
      head = null;
    }
    stream.flush();
  }

  @Override
  public boolean writable() {
    return stream.isWritable();
  }

  @Override
  public void read(boolean on) {
    if (!requestWhole) {
      stream.config().setAutoRead(on);
      if (on) {
        patience.forBody();
      } else {
        patience.end();
      }
    }
  }

  @Override
  public void done(boolean whole) {
    exchange = null;
    patience.end();
    if (!whole) {
      stream.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.NO_ERROR));
    }
  }

  @Override
  public void breakOff() {
    end(Http2Error.INTERNAL_ERROR);
  }

  @Override
  public void reset() {
    end(Http2Error.CANCEL);
  }

  private void end(Http2Error why) {
    exchange = null;
    head = null;
    patience.end();
    stream.writeAndFlush(new DefaultHttp2ResetFrame(why));
  }

  @Override
  public String address() {
    return connection.remoteAddress() instanceof InetSocketAddress remote
        ? remote.getHostString()
        : "";
  }
}
