// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.otlp;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.SimpleDecoratingHttpService;
import com.linecorp.armeria.server.grpc.GrpcService;
import dev.ballast.server.auth.Denied;
import dev.ballast.server.auth.Gatekeeper;
import dev.ballast.server.auth.Role;
import dev.ballast.server.http.HttpFace;
import dev.ballast.telemetry.ingest.StoreFullException;
import dev.ballast.telemetry.otlp.BodyTooLargeException;
import dev.ballast.telemetry.otlp.Encoding;
import dev.ballast.telemetry.otlp.MalformedBodyException;
import dev.ballast.telemetry.otlp.OtlpReceiver;
import dev.ballast.telemetry.otlp.Receipt;
import dev.ballast.telemetry.store.StoreException;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;

/**
 * OTLP over gRPC, with health checks and the same admission as over HTTP. Messages stay bytes: the
 * receiver reads them itself, once.
 */
public final class OtlpGrpc {

  private static final String COLLECTOR = "opentelemetry.proto.collector.";

  private final OtlpReceiver receiver;
  private final Admission admission;
  private final Gatekeeper gatekeeper;
  private final int maxBody;

  public OtlpGrpc(OtlpReceiver receiver, Admission admission, Gatekeeper gatekeeper, int maxBody) {
    this.receiver = receiver;
    this.admission = admission;
    this.gatekeeper = gatekeeper;
    this.maxBody = maxBody;
  }

  public void bind(ServerBuilder server) {
    GrpcService service =
        GrpcService.builder()
            .addService(definition("metrics.v1.MetricsService", receiver::metrics))
            .addService(definition("trace.v1.TraceService", receiver::traces))
            .addService(definition("logs.v1.LogsService", receiver::logs))
            .enableHealthCheckService(true)
            .useMethodMarshaller(true)
            .useBlockingTaskExecutor(true)
            .maxRequestMessageLength(maxBody)
            .build();
    server.service(service, Guarded::new);
  }

  /** Takes one signal's message. */
  @FunctionalInterface
  private interface Intake {
    Receipt take(byte[] message, Encoding encoding);
  }

  private ServerServiceDefinition definition(String service, Intake intake) {
    MethodDescriptor<byte[], byte[]> export =
        MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(
                MethodDescriptor.generateFullMethodName(COLLECTOR + service, "Export"))
            .setRequestMarshaller(new Bytes())
            .setResponseMarshaller(new Bytes())
            .build();
    return ServerServiceDefinition.builder(COLLECTOR + service)
        .addMethod(
            export,
            ServerCalls.asyncUnaryCall((message, observer) -> answer(message, observer, intake)))
        .build();
  }

  private void answer(byte[] message, StreamObserver<byte[]> observer, Intake intake) {
    try {
      Receipt receipt = intake.take(message, Encoding.PROTOBUF);
      observer.onNext(receipt.body(Encoding.PROTOBUF));
      observer.onCompleted();
    } catch (MalformedBodyException e) {
      observer.onError(Status.INVALID_ARGUMENT.withDescription(e.getMessage()).asException());
    } catch (BodyTooLargeException e) {
      observer.onError(Status.RESOURCE_EXHAUSTED.withDescription(e.getMessage()).asException());
    } catch (StoreFullException | StoreException e) {
      observer.onError(Status.UNAVAILABLE.withDescription(e.getMessage()).asException());
    }
  }

  /** Leaves messages as they came. */
  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {

    @Override
    public InputStream stream(byte[] message) {
      return new ByteArrayInputStream(message);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Asks the gatekeeper, then for a place, before gRPC reads the message. */
  private final class Guarded extends SimpleDecoratingHttpService {

    Guarded(HttpService delegate) {
      super(delegate);
    }

    @Override
    public HttpResponse serve(ServiceRequestContext ctx, HttpRequest request) {
      return HttpResponse.of(
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  gatekeeper.admit(HttpFace.credentials(request.headers()), Role.OPERATOR);
                  return ctx.path().startsWith("/" + COLLECTOR)
                      ? placed(ctx, request)
                      : unwrap().serve(ctx, request);
                } catch (Denied e) {
                  return refused(code(e), String.valueOf(e.getMessage()));
                } catch (Exception e) {
                  return HttpResponse.ofFailure(e);
                }
              },
              ctx.blockingTaskExecutor()));
    }

    private HttpResponse placed(ServiceRequestContext ctx, HttpRequest request) throws Exception {
      if (!admission.enter()) {
        return refused(Status.Code.UNAVAILABLE, admission.refusal());
      }
      CompletableFuture<Void> _ = ctx.log().whenComplete().thenRun(admission::leave);
      return unwrap().serve(ctx, request);
    }

    private static Status.Code code(Denied e) {
      return e.reason().status() == 401
          ? Status.Code.UNAUTHENTICATED
          : Status.Code.PERMISSION_DENIED;
    }

    /** gRPC's own way of saying no: trailers only. */
    private static HttpResponse refused(Status.Code code, String message) {
      return HttpResponse.of(
          ResponseHeaders.builder(HttpStatus.OK)
              .endOfStream(true)
              .set("content-type", "application/grpc+proto")
              .set("grpc-status", Integer.toString(code.value()))
              .set("grpc-message", message)
              .build());
    }
  }
}
