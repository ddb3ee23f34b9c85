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
import dev.ballast.telemetry.otlp.MalformedBodyException;
import dev.ballast.telemetry.otlp.OtlpReceiver;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** OTLP over gRPC, with health checks and the same admission as over HTTP. */
public final class OtlpGrpc {

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
            .addService(new Metrics())
            .addService(new Traces())
            .addService(new Logs())
            .enableHealthCheckService(true)
            .useBlockingTaskExecutor(true)
            .maxRequestMessageLength(maxBody)
            .build();
    server.service(service, Guarded::new);
  }

  /** Asks the gatekeeper before gRPC sees the request. */
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
                  return unwrap().serve(ctx, request);
                } catch (Denied e) {
                  return denied(e);
                } catch (Exception e) {
                  return HttpResponse.ofFailure(e);
                }
              },
              ctx.blockingTaskExecutor()));
    }

    /** gRPC's own way of saying no: trailers only. */
    private static HttpResponse denied(Denied e) {
      Status.Code code =
          e.reason().status() == 401 ? Status.Code.UNAUTHENTICATED : Status.Code.PERMISSION_DENIED;
      return HttpResponse.of(
          ResponseHeaders.builder(HttpStatus.OK)
              .endOfStream(true)
              .set("content-type", "application/grpc+proto")
              .set("grpc-status", Integer.toString(code.value()))
              .set("grpc-message", String.valueOf(e.getMessage()))
              .build());
    }
  }

  private final class Metrics extends MetricsServiceGrpc.MetricsServiceImplBase {
    @Override
    public void export(
        ExportMetricsServiceRequest request,
        StreamObserver<ExportMetricsServiceResponse> observer) {
      answer(observer, () -> receiver.metrics(request).metricsResponse());
    }
  }

  private final class Traces extends TraceServiceGrpc.TraceServiceImplBase {
    @Override
    public void export(
        ExportTraceServiceRequest request, StreamObserver<ExportTraceServiceResponse> observer) {
      answer(observer, () -> receiver.traces(request).traceResponse());
    }
  }

  private final class Logs extends LogsServiceGrpc.LogsServiceImplBase {
    @Override
    public void export(
        ExportLogsServiceRequest request, StreamObserver<ExportLogsServiceResponse> observer) {
      answer(observer, () -> receiver.logs(request).logsResponse());
    }
  }

  private <T> void answer(StreamObserver<T> observer, Supplier<T> work) {
    try {
      T response = admission.run(work);
      observer.onNext(response);
      observer.onCompleted();
    } catch (MalformedBodyException e) {
      observer.onError(Status.INVALID_ARGUMENT.withDescription(e.getMessage()).asException());
    } catch (BodyTooLargeException e) {
      observer.onError(Status.RESOURCE_EXHAUSTED.withDescription(e.getMessage()).asException());
    } catch (StoreFullException | Admission.Overloaded e) {
      observer.onError(Status.UNAVAILABLE.withDescription(e.getMessage()).asException());
    }
  }
}
