// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.MessageWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Sends OTLP with the JDK's own client, once and without waiting: telemetry that cannot be
 * delivered is dropped, never a reason for the shop to wait. Spares each process the classes and
 * threads of a second HTTP stack.
 */
final class JdkHttpSender implements HttpSender {

  private static final Duration LONGEST = Duration.ofSeconds(2);

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(1))
          .build();

  private final HttpSenderConfig config;

  JdkHttpSender(HttpSenderConfig config) {
    this.config = config;
  }

  @Override
  public void send(
      MessageWriter message, Consumer<HttpResponse> onResponse, Consumer<Throwable> onError) {
    try {
      ByteArrayOutputStream body = new ByteArrayOutputStream(message.getContentLength());
      message.writeMessage(body);
      HttpRequest request =
          HttpRequest.newBuilder(config.getEndpoint())
              .timeout(LONGEST)
              .header("Content-Type", config.getContentType())
              .POST(BodyPublishers.ofByteArray(body.toByteArray()))
              .build();
      Future<?> _ =
          CLIENT
              .sendAsync(request, BodyHandlers.ofByteArray())
              .whenComplete(
                  (response, failure) -> {
                    if (failure != null) {
                      onError.accept(failure);
                    } else {
                      onResponse.accept(new Answer(response.statusCode(), response.body()));
                    }
                  });
    } catch (IOException | RuntimeException e) {
      onError.accept(e);
    }
  }

  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofSuccess();
  }

  private static final class Answer implements HttpResponse {
    private final int status;
    private final byte[] body;

    Answer(int status, byte[] body) {
      this.status = status;
      this.body = body;
    }

    @Override
    public int getStatusCode() {
      return status;
    }

    @Override
    public String getStatusMessage() {
      return "";
    }

    @Override
    public byte[] getResponseBody() {
      return body;
    }
  }
}
