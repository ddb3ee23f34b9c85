// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.proxy;

import dev.ballast.mesh.wire.Http2Preface;
import dev.ballast.mesh.wire.Malformed;
import dev.ballast.mesh.wire.RequestDecoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** A client's connection of HTTP/1.x: one exchange after the other, and patience between them. */
@SuppressWarnings(
    "FutureReturnValueIgnored") // A write that fails closes its channel, and that is told.
final class ClientConnection extends ChannelInboundHandlerAdapter implements Client, Drainable {

  private final Worker worker;
  private final Channel channel;
  private final String portName;
  private final RequestDecoder decoder;
  private final ResponseEncoder encoder;
  private final Patience patience;
  private final Farewell farewell;
  private final KeepAlive keepAlive = new KeepAlive();
  private @Nullable Exchange exchange;

  ClientConnection(
      Worker worker, Channel channel, Port port, RequestDecoder decoder, ResponseEncoder encoder) {
    this.worker = worker;
    this.channel = channel;
    this.portName = Port.nameOf(port.listener());
    this.decoder = decoder;
    this.encoder = encoder;
    this.patience = new Patience(worker, port.limits(), this::outOfPatience);
    this.farewell = new Farewell(channel, patience);
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    worker.joined(this);
    patience.forFirstByte();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    worker.left(this);
    patience.end();
    if (exchange != null) {
      exchange.onClientGone();
      exchange = null;
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    switch (message) {
      case HttpRequest head -> begin(head);
      case HttpContent content when exchange != null -> pass(exchange, content);
      default -> ReferenceCountUtil.release(message);
    }
  }

  private void begin(HttpRequest head) {
    Port port = worker.plan().ports().get(portName);
    keepAlive.ask(head);
    encoder.answers(head.method());
    String expect = head.headers().get(HttpHeaderNames.EXPECT);
    if (port == null) {
      refuse(503, "this service is not served any more");
    } else if (head.method().equals(HttpMethod.CONNECT)) {
      refuse(501, "CONNECT is not supported");
    } else if (expect != null && !expect.equalsIgnoreCase("100-continue")) {
      refuse(417, "only 100-continue can be expected");
    } else {
      if (expect != null && !keepAlive.legacy()) {
        channel.writeAndFlush(Unpooled.copiedBuffer(ResponseEncoder.CONTINUE));
      }
      patience.forBody();
      String source = Sources.of(port, head, channel);
      Exchange next = new Exchange(worker, this, new Call(head, port, source, worker.now()));
      exchange = next;
      next.start();
    }
  }

  private void pass(Exchange current, HttpContent content) {
    if (content instanceof LastHttpContent) {
      patience.end();
    } else {
      patience.forBody();
    }
    current.onRequestContent(content);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (exchange != null) {
      exchange.onRequestPause();
    } else if (decoder.insideHead()) {
      patience.forHead();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    channel.flush(); // Perhaps it is only that nothing was flushed yet: then this changes it again.
    boolean writable = channel.isWritable();
    if (!writable) {
      patience.forReader();
    } else if (patience.isForReader()) {
      resumePatience();
    }
    if (exchange != null) {
      exchange.onClientWritability(writable);
    }
  }

  /** From here on the connection is HTTP/2's: this handler and its neighbours go. */
  private void speakHttp2(ByteBuf bytes) {
    Port port = worker.plan().ports().get(portName);
    if (port == null) {
      bytes.release();
      channel.close();
      return;
    }
    patience.end();
    worker.left(this);
    channel.pipeline().remove(encoder);
    channel.pipeline().remove(decoder);
    channel.pipeline().remove(this);
    Http2FrameCodec codec = Http2Client.install(worker, channel, port);
    ChannelHandlerContext at = channel.pipeline().context(codec);
    try {
      codec.channelRead(at, bytes);
      codec.channelReadComplete(at);
    } catch (Exception e) {
      channel.close(); // Netty's signature; what goes wrong is told by an event.
    }
  }

  private void resumePatience() {
    if (farewell.begun()) {
      return;
    }
    if (exchange == null) {
      patience.forNextRequest();
    } else if (decoder.insideBody()) {
      patience.forBody();
    } else {
      patience.end();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    switch (event) {
      case Malformed(int status, String rule) -> broken(status, "request (expected: " + rule + ")");
      case Http2Preface(ByteBuf bytes) -> speakHttp2(bytes);
      default -> ctx.fireUserEventTriggered(event);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    channel.close(); // A reset, or a failed handshake; channelInactive does the rest.
  }

  private void outOfPatience() {
    if (farewell.begun() || !channel.isWritable() || (exchange == null && !decoder.insideHead())) {
      channel.close();
    } else {
      broken(408, exchange == null ? "the head came too slowly" : "the body came too slowly");
    }
  }

  private void broken(int status, String text) {
    keepAlive.end();
    if (exchange != null) {
      exchange.onClientFault(status, text);
    } else {
      refuse(status, text);
    }
  }

  /** Answers without an exchange, and closes. */
  private void refuse(int status, String text) {
    if (farewell.begun()) {
      return;
    }
    keepAlive.end();
    Port port = worker.plan().ports().get(portName);
    worker.observer().refused(port == null ? "unknown" : port.service().name(), status);
    Reply reply = Replies.problem(status, text);
    write(reply.head());
    write(reply.content());
    farewell.linger();
  }

  @Override
  public void drain() {
    keepAlive.end();
    if (exchange == null && !decoder.insideHead()) {
      channel.close();
    }
  }

  @Override
  public void write(HttpResponse head) {
    if (worker.draining()) {
      keepAlive.end();
    }
    keepAlive.frame(head, encoder.hasNoBody(head));
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
    if (!farewell.begun() && channel.config().isAutoRead() != on && decoder.insideBody()) {
      channel.config().setAutoRead(on);
      if (on) {
        patience.forBody();
      } else {
        patience.end(); // It is we who are slow.
      }
    }
  }

  @Override
  public void done(boolean requestWhole) {
    exchange = null;
    patience.end();
    // A refusal comes before the end of the request is told, though there may be no more of it.
    if (!requestWhole && decoder.insideBody()) {
      farewell.linger();
      return;
    }
    if (!keepAlive.on()) {
      farewell.closeWhenFlushed();
      return;
    }
    patience.forNextRequest();
    decoder.proceed();
  }

  @Override
  public void breakOff() {
    exchange = null;
    channel.close();
  }

  @Override
  public void reset() {
    exchange = null;
    farewell.reset();
  }

  @Override
  public String address() {
    return channel.remoteAddress() instanceof InetSocketAddress remote
        ? remote.getHostString()
        : "";
  }
}
