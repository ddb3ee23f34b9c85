// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Opens connections on one event loop. Names are looked up for each connection, so that a DNS
 * failover is followed as far as the JVM's cache allows; addresses take turns.
 */
final class Connector implements AutoCloseable {

  private static final int LONGEST_LINE = 8_192;
  private static final int LONGEST_HEAD = 65_536;

  private final LoadRequest request;
  private final Optional<Encryption> tls;
  private final int timeoutMillis;
  private final boolean epoll = Epoll.isAvailable();
  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(
          1,
          new DefaultThreadFactory("load", true),
          epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
  private final EventLoop loop = group.next();
  private final ExecutorService names = Executors.newVirtualThreadPerTaskExecutor();
  private long opened;

  Connector(LoadRequest request, Optional<Encryption> tls, Duration timeout) {
    this.request = request;
    this.tls = tls;
    this.timeoutMillis = Math.toIntExact(timeout.toMillis());
  }

  EventLoop loop() {
    return loop;
  }

  ChannelHandler decoder() {
    return new Decoder(request.answersWithoutBody());
  }

  /** On the loop: {@code ready} or {@code refused} is called there. */
  void open(Wire.Listener listener, Consumer<Wire> ready, Runnable refused) {
    long number = opened++;
    names.execute(
        () -> {
          try {
            InetAddress[] all = InetAddress.getAllByName(request.address().getHost());
            InetSocketAddress address =
                new InetSocketAddress(all[(int) (number % all.length)], request.port());
            loop.execute(() -> connect(address, number, listener, ready, refused));
          } catch (UnknownHostException e) {
            loop.execute(refused);
          }
        });
  }

  private void connect(
      InetSocketAddress address,
      long number,
      Wire.Listener listener,
      Consumer<Wire> ready,
      Runnable refused) {
    Holder holder = new Holder(number, listener);
    ChannelFuture future =
        new Bootstrap()
            .group(loop)
            .channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, timeoutMillis)
            .handler(holder)
            .connect(address);
    var _ =
        future.addListener(
            done -> {
              if (done.isSuccess()) {
                ready.accept(holder.wire(future));
              } else {
                refused.run();
              }
            });
  }

  /** Sets a connection up and keeps its wire until it is connected. */
  private final class Holder extends ChannelInitializer<SocketChannel> {
    private final long number;
    private final Wire.Listener listener;

    Holder(long number, Wire.Listener listener) {
      this.number = number;
      this.listener = listener;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
      String host = request.address().getHost();
      tls.ifPresent(
          encryption ->
              channel
                  .pipeline()
                  .addLast(encryption.context().newHandler(channel.alloc(), host, request.port())));
      channel.pipeline().addLast(decoder()).addLast(new Wire(number, channel, listener));
    }

    Wire wire(ChannelFuture connected) {
      return connected.channel().pipeline().get(Wire.class);
    }
  }

  private static final class Decoder extends HttpResponseDecoder {
    private final boolean bodiless;

    Decoder(boolean bodiless) {
      super(
          new HttpDecoderConfig()
              .setMaxInitialLineLength(LONGEST_LINE)
              .setMaxHeaderSize(LONGEST_HEAD)
              .setValidateHeaders(false));
      this.bodiless = bodiless;
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
      return bodiless || super.isContentAlwaysEmpty(message);
    }
  }

  @Override
  public void close() {
    names.shutdownNow();
    var _ =
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
  }
}
