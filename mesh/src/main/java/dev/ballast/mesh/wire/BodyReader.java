// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;

/** Cuts the body of one message after the other out of the bytes that come: RFC 9112 section 6. */
final class BodyReader {

  /** Chunk sizes have at most this many digits: what fits a long without its sign. */
  private static final int LONGEST_SIZE = 15;

  private static final int LONGEST_CHUNK_LINE = 256;

  /** Checked by {@link HopByHop}, with an answer instead of an exception. */
  private static final DefaultHttpHeadersFactory TRAILERS =
      DefaultHttpHeadersFactory.trailersFactory().withValidation(false);

  private enum State {
    DONE,
    FIXED,
    UNTIL_CLOSE,
    CHUNK_SIZE,
    CHUNK_DATA,
    CHUNK_END,
    TRAILERS
  }

  private final WireLimits limits;
  private State state = State.DONE;
  private int scanned;
  private long left;
  private boolean tookAll;

  BodyReader(WireLimits limits) {
    this.limits = limits;
  }

  void begin(Framing framing) {
    switch (framing) {
      case Framing.Fixed(long bytes) -> {
        left = bytes;
        state = bytes == 0 ? State.DONE : State.FIXED;
      }
      case Framing.Chunked _ -> state = State.CHUNK_SIZE;
      case Framing.UntilClose _ -> state = State.UNTIL_CLOSE;
    }
  }

  /** Whether the body has come to its end, or there is none. */
  boolean done() {
    return state == State.DONE;
  }

  /** The connection is closed; returns whether that is the end of the body. */
  boolean endsByClose() {
    if (state != State.UNTIL_CLOSE) {
      return false;
    }
    state = State.DONE;
    return true;
  }

  /** Whether the piece that was given out last is the buffer itself, and not a slice of it. */
  boolean tookAll() {
    return tookAll;
  }

  /** The next piece of the body; null when that needs bytes that are not there yet. */
  @Nullable HttpContent next(ByteBuf in) throws MalformedException {
    tookAll = false;
    boolean more = true;
    while (more) {
      switch (state) {
        case CHUNK_SIZE -> more = chunkSize(in);
        case CHUNK_END -> more = chunkEnd(in);
        case TRAILERS -> {
          return trailers(in);
        }
        case FIXED, CHUNK_DATA -> {
          return in.isReadable() ? data(in) : null;
        }
        case UNTIL_CLOSE -> {
          return in.isReadable() ? new DefaultHttpContent(take(in, in.readableBytes())) : null;
        }
        case DONE -> throw new IllegalStateException("a piece of no body");
      }
    }
    return null;
  }

  private HttpContent data(ByteBuf in) {
    int available = in.readableBytes();
    boolean ends = available >= left;
    ByteBuf piece = take(in, ends ? (int) left : available);
    left -= piece.readableBytes();
    if (state == State.CHUNK_DATA) {
      state = ends ? State.CHUNK_END : State.CHUNK_DATA;
      return new DefaultHttpContent(piece);
    }
    state = ends ? State.DONE : State.FIXED;
    return ends ? new DefaultLastHttpContent(piece) : new DefaultHttpContent(piece);
  }

  /** The whole buffer when nothing else is in it, a slice otherwise. */
  private ByteBuf take(ByteBuf in, int size) {
    tookAll = size == in.readableBytes();
    return tookAll ? in : in.readRetainedSlice(size);
  }

  private boolean chunkSize(ByteBuf in) throws MalformedException {
    int start = in.readerIndex();
    int feed = in.indexOf(start, in.writerIndex(), (byte) '\n');
    int size = (feed < 0 ? in.writerIndex() : feed) - start;
    if (size > LONGEST_CHUNK_LINE) {
      throw new MalformedException(400, "a chunk's first line of at most 256 bytes");
    }
    if (feed < 0) {
      return false;
    }
    if (size == 0 || in.getByte(feed - 1) != '\r') {
      throw new MalformedException(400, "chunk lines that end in CRLF");
    }
    left = ChunkLine.size(in, start, feed - 1, LONGEST_SIZE);
    in.readerIndex(feed + 1);
    state = left == 0 ? State.TRAILERS : State.CHUNK_DATA;
    scanned = 0;
    return true;
  }

  private boolean chunkEnd(ByteBuf in) throws MalformedException {
    if (in.readableBytes() < 2) {
      return false;
    }
    if (in.readByte() != '\r' || in.readByte() != '\n') {
      throw new MalformedException(400, "chunks that are as long as they say");
    }
    state = State.CHUNK_SIZE;
    return true;
  }

  private @Nullable LastHttpContent trailers(ByteBuf in) throws MalformedException {
    int start = in.readerIndex();
    if (in.readableBytes() < 2) {
      return null;
    }
    if (in.getByte(start) == '\r' && in.getByte(start + 1) == '\n') {
      in.skipBytes(2);
      state = State.DONE;
      return LastHttpContent.EMPTY_LAST_CONTENT;
    }
    int length = HeadBounds.length(in, scanned);
    scanned = length < 0 ? in.readableBytes() : 0;
    if (length > limits.headBytes() || (length < 0 && in.readableBytes() > limits.headBytes())) {
      throw new MalformedException(431, "trailers of at most " + limits.headBytes() + " bytes");
    }
    if (length < 0) {
      return null;
    }
    byte[] bytes = Scratch.of(length);
    in.readBytes(bytes, 0, length);
    HttpHeaders trailers = HeadParser.headers(bytes, 0, length, limits);
    HopByHop.checkTrailers(trailers);
    LastHttpContent last = new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER, TRAILERS);
    last.trailingHeaders().add(trailers);
    state = State.DONE;
    return last;
  }
}
