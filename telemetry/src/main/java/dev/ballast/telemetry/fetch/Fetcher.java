// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.fetch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;

/**
 * An HTTP/1.1 client whose answers are whole, unpacked, and within a time and a size. Blocks; meant
 * for virtual threads. Thread-safe.
 */
public final class Fetcher implements AutoCloseable {

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  /**
   * A whole answer.
   *
   * @param contentType empty when the answer has none
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Answer(int status, String contentType, byte[] body) {}

  /**
   * Sends a request and waits for all of the answer.
   *
   * @param timeout from now to the last byte
   * @param maxBytes of the body after decompression
   * @throws FetchException when there is no such answer
   */
  public Answer fetch(HttpRequest request, Duration timeout, int maxBytes) {
    CompletableFuture<HttpResponse<byte[]>> sent =
        client.sendAsync(request, info -> new LimitedBody(maxBytes));
    try {
      HttpResponse<byte[]> response = sent.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return new Answer(
          response.statusCode(),
          response.headers().firstValue("content-type").orElse(""),
          unpacked(response, maxBytes));
    } catch (TimeoutException e) {
      throw failed(FetchException.Kind.TIMEOUT, request, "no answer within " + seconds(timeout), e);
    } catch (ExecutionException e) {
      throw failed(request, e.getCause() == null ? e : e.getCause());
    } catch (IOException e) {
      throw failed(request, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(FetchException.Kind.INTERRUPTED, request, "interrupted", e);
    } finally {
      sent.cancel(true);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private static byte[] unpacked(HttpResponse<byte[]> response, int maxBytes) throws IOException {
    String coding = response.headers().firstValue("content-encoding").orElse("");
    if (!coding.equalsIgnoreCase("gzip")) {
      return response.body();
    }
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
      byte[] body = in.readNBytes(maxBytes);
      if (in.read() >= 0) {
        throw new LimitedBody.TooLarge(maxBytes);
      }
      return body;
    }
  }

  private static FetchException failed(HttpRequest request, Throwable cause) {
    FetchException.Kind kind =
        switch (cause) {
          case LimitedBody.TooLarge e -> FetchException.Kind.TOO_LARGE;
          case HttpTimeoutException e -> FetchException.Kind.TIMEOUT;
          case ConnectException e -> FetchException.Kind.UNREACHABLE;
          default -> FetchException.Kind.BROKEN;
        };
    String said = cause.getMessage();
    String what =
        kind == FetchException.Kind.UNREACHABLE
            ? "cannot connect"
            : said == null ? cause.getClass().getSimpleName() : said;
    return failed(kind, request, what, cause);
  }

  private static FetchException failed(
      FetchException.Kind kind, HttpRequest request, String what, Throwable cause) {
    String where = request.uri().getScheme() + "://" + request.uri().getRawAuthority();
    return new FetchException(kind, where + request.uri().getPath() + ": " + what, cause);
  }

  private static String seconds(Duration duration) {
    return duration.toMillis() / 1000.0 + " s";
  }
}
