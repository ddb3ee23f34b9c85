// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql;

/** A query that cannot be parsed or evaluated; the message is meant for the query's author. */
public final class PromqlException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What went wrong, as the HTTP API distinguishes it. */
  public enum Kind {
    /** The text is not a valid query, or the request's times make no sense. */
    BAD_DATA,
    /** Valid, but the data does not allow it, such as many-to-many matching. */
    EXECUTION,
    /** A limit on samples or series was reached. */
    LIMIT,
    TIMEOUT,
    CANCELED
  }

  private final Kind kind;
  private final String text;
  private final Position position;

  public PromqlException(Kind kind, String message, Position position) {
    super(message);
    this.text = message;
    this.kind = kind;
    this.position = position;
  }

  public PromqlException(Kind kind, String message) {
    this(kind, message, Position.NONE);
  }

  public Kind kind() {
    return kind;
  }

  /** Where in the query; {@link Position#NONE} when the whole of it is meant. */
  public Position position() {
    return position;
  }

  /** The message with its position in front, as in {@code 1:5: unexpected end of input}. */
  public String describe() {
    return position.equals(Position.NONE) ? text : position + ": " + text;
  }
}
