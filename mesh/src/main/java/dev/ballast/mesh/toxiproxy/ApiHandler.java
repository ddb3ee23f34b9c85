// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.toxiproxy;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.timeout.IdleStateEvent;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;

/** One connection to the API: requests one after the other, each on a virtual thread. */
@SuppressWarnings(
    "FutureReturnValueIgnored") // a channel tells by closing what became of its writes
final class ApiHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

  private static final AtomicLong REQUESTS = new AtomicLong();

  private final Api api;
  private final ExecutorService blocking;

  ApiHandler(Api api, ExecutorService blocking) {
    this.api = api;
    this.blocking = blocking;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
    if (!request.decoderResult().isSuccess()) {
      ctx.writeAndFlush(response(new Api.Answer(400, Api.TEXT, "400 Bad Request\n"), false))
          .addListener(ChannelFutureListener.CLOSE);
      return;
    }
    boolean keepAlive = HttpUtil.isKeepAlive(request);
    String method = request.method().name();
    String uri = request.uri();
    String path = uri.indexOf('?') < 0 ? uri : uri.substring(0, uri.indexOf('?'));
    String agent = request.headers().get(HttpHeaderNames.USER_AGENT, "");
    byte[] body = ByteBufUtil.getBytes(request.content());
    ctx.channel().config().setAutoRead(false);
    blocking.execute(
        () -> {
          Api.Answer answer = api.answer(method, path, agent, body);
          ctx.executor().execute(() -> write(ctx, answer, keepAlive));
        });
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof IdleStateEvent && ctx.channel().config().isAutoRead()) {
      ctx.close();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }

  private static void write(ChannelHandlerContext ctx, Api.Answer answer, boolean keepAlive) {
    ctx.writeAndFlush(response(answer, keepAlive))
        .addListener(
            (ChannelFutureListener)
                written -> {
                  if (keepAlive) {
                    written.channel().config().setAutoRead(true);
                  } else {
                    written.channel().close();
                  }
                });
  }

  private static FullHttpResponse response(Api.Answer answer, boolean keepAlive) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(answer.status()),
            Unpooled.copiedBuffer(answer.body(), StandardCharsets.UTF_8));
    if (!answer.type().isEmpty()) {
      response.headers().set(HttpHeaderNames.CONTENT_TYPE, answer.type());
    }
    if (answer.status() != 204) {
      HttpUtil.setContentLength(response, response.content().readableBytes());
    }
    HttpUtil.setKeepAlive(response, keepAlive);
    response.headers().set("X-Toxiproxy-Request-Id", "ballast-" + REQUESTS.incrementAndGet());
    return response;
  }
}
