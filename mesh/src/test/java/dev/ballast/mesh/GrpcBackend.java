// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** gRPC's server with messages of plain text, so that no generated code is needed. */
final class GrpcBackend implements AutoCloseable {

  static final Metadata.Key<String> WORD =
      Metadata.Key.of("x-word", Metadata.ASCII_STRING_MARSHALLER);
  static final Metadata.Key<byte[]> BYTES =
      Metadata.Key.of("x-bytes-bin", Metadata.BINARY_BYTE_MARSHALLER);

  /** In the trailers of every call: who answered it. */
  static final Metadata.Key<String> SEEN =
      Metadata.Key.of("x-seen-by", Metadata.ASCII_STRING_MARSHALLER);

  static final MethodDescriptor<String, String> ECHO = method("Echo", MethodType.UNARY);
  static final MethodDescriptor<String, String> COUNT =
      method("Count", MethodType.SERVER_STREAMING);
  static final MethodDescriptor<String, String> FAIL = method("Fail", MethodType.UNARY);
  static final MethodDescriptor<String, String> HANG = method("Hang", MethodType.UNARY);

  private final Server server;
  private final String name;
  final AtomicInteger calls = new AtomicInteger();
  final AtomicInteger cancelled = new AtomicInteger();
  final AtomicLong deadlineMillis = new AtomicLong();

  GrpcBackend(String name) throws IOException {
    this.name = name;
    ServerServiceDefinition service =
        ServerServiceDefinition.builder("shop.Orders")
            .addMethod(ECHO, ServerCalls.asyncUnaryCall(this::echo))
            .addMethod(COUNT, ServerCalls.asyncServerStreamingCall(this::count))
            .addMethod(FAIL, ServerCalls.asyncUnaryCall(this::fail))
            .addMethod(HANG, ServerCalls.asyncUnaryCall(this::hang))
            .build();
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(service)
            .intercept(new Answering())
            .build()
            .start();
  }

  int port() {
    return server.getPort();
  }

  private void echo(String request, StreamObserver<String> out) {
    calls.incrementAndGet();
    out.onNext(name + ":" + request);
    out.onCompleted();
  }

  private void count(String request, StreamObserver<String> out) {
    for (int i = 0; i < Integer.parseInt(request); i++) {
      out.onNext(Integer.toString(i));
    }
    out.onCompleted();
  }

  private void fail(String request, StreamObserver<String> out) {
    out.onError(Status.FAILED_PRECONDITION.withDescription(request).asRuntimeException());
  }

  /** Answers never, and notes what it was told of time. */
  private void hang(String request, StreamObserver<String> out) {
    Deadline deadline = Context.current().getDeadline();
    if (deadline != null) {
      deadlineMillis.set(deadline.timeRemaining(TimeUnit.MILLISECONDS));
    }
    if (out instanceof ServerCallStreamObserver<String> call) {
      call.setOnCancelHandler(cancelled::incrementAndGet);
    }
  }

  /** Hands the metadata of a call back, and signs its trailers. */
  private final class Answering implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      var answering =
          new io.grpc.ForwardingServerCall.SimpleForwardingServerCall<Q, A>(call) {
            @Override
            public void sendHeaders(Metadata out) {
              if (headers.containsKey(WORD) && headers.containsKey(BYTES)) {
                out.put(WORD, headers.get(WORD));
                out.put(BYTES, headers.get(BYTES));
              }
              super.sendHeaders(out);
            }

            @Override
            public void close(Status status, Metadata trailers) {
              trailers.put(SEEN, name);
              super.close(status, trailers);
            }
          };
      return Contexts.interceptCall(Context.current(), answering, headers, next);
    }
  }

  private static MethodDescriptor<String, String> method(String name, MethodType type) {
    return MethodDescriptor.<String, String>newBuilder()
        .setType(type)
        .setFullMethodName("shop.Orders/" + name)
        .setRequestMarshaller(Text.INSTANCE)
        .setResponseMarshaller(Text.INSTANCE)
        .build();
  }

  private enum Text implements MethodDescriptor.Marshaller<String> {
    INSTANCE;

    @Override
    public InputStream stream(String value) {
      return new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String parse(InputStream stream) {
      try {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() throws InterruptedException {
    server.shutdownNow().awaitTermination(20, TimeUnit.SECONDS);
  }
}
