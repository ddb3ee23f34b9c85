// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.http;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What no endpoint answered, in the one form of errors; browsers get plain text. */
final class StrayAnswers implements ServerErrorHandler {

  @Override
  public @Nullable HttpResponse onServiceException(ServiceRequestContext ctx, Throwable cause) {
    return null; // Only its form is ours.
  }

  @Override
  public @Nullable AggregatedHttpResponse renderStatus(
      @Nullable ServiceRequestContext ctx,
      ServiceConfig config,
      @Nullable RequestHeaders headers,
      HttpStatus status,
      @Nullable String description,
      @Nullable Throwable cause) {
    if (headers == null || status.isContentAlwaysEmpty() || !wantsJson(headers)) {
      return null;
    }
    Reply.Whole reply = Reply.error(status.code(), code(status), text(status, headers));
    return AggregatedHttpResponse.of(
        Answers.headers(reply.status(), reply.contentType()).build(), HttpData.wrap(reply.body()));
  }

  private static boolean wantsJson(RequestHeaders headers) {
    boolean grpc = headers.get("content-type", "").startsWith("application/grpc");
    return !grpc && !headers.get("accept", "").contains("text/html");
  }

  private static String code(HttpStatus status) {
    return switch (status.code()) {
      case 413 -> "too_large";
      default -> status.reasonPhrase().toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "_");
    };
  }

  private static String text(HttpStatus status, RequestHeaders headers) {
    String path = headers.path().replaceFirst("\\?.*", "");
    return switch (status.code()) {
      case 404 -> path + ": not found (expected: a path of this server; /docs lists the API)";
      case 405 -> headers.method() + " " + path + ": not taken here (expected: a method of /docs)";
      case 413 -> "body: too large";
      default -> status.reasonPhrase();
    };
  }
}
