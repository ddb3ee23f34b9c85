// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.FastThreadLocal;
import org.jspecify.annotations.Nullable;

/**
 * Turns bytes into one message after the other: head, pieces of the body as they come, end. Between
 * two messages it waits until it is told to go on, so a client that sends ahead is held back. After
 * a message that breaks a rule it says why, once, and drops everything that follows.
 */
public abstract class MessageDecoder extends ChannelInboundHandlerAdapter {

  /** Chunk sizes have at most this many digits: what fits a long without its sign. */
  private static final int LONGEST_SIZE = 15;

  private static final int LONGEST_CHUNK_LINE = 256;

  /** How much may wait here while a message is being answered. */
  private static final int AHEAD = 64 * 1024;

  private static final FastThreadLocal<byte[]> SCRATCH =
      new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
          return new byte[4096];
        }
      };

  /** Checked by {@link HopByHop}, with an answer instead of an exception. */
  private static final DefaultHttpHeadersFactory TRAILERS =
      DefaultHttpHeadersFactory.trailersFactory().withValidation(false);

  private enum State {
    WAITING,
    HEAD,
    FIXED,
    UNTIL_CLOSE,
    CHUNK_SIZE,
    CHUNK_DATA,
    CHUNK_END,
    TRAILERS,
    FAILED
  }

  /** How the end of a body is found. */
  sealed interface Framing {
    /** By a number of bytes; 0 when there is no body. */
    record Fixed(long bytes) implements Framing {}

    record Chunked() implements Framing {}

    record UntilClose() implements Framing {}

    Framing NONE = new Fixed(0);
    Framing CHUNKED = new Chunked();
    Framing UNTIL_CLOSE = new UntilClose();
  }

  final WireLimits limits;
  private final HeadBounds bounds;
  private @Nullable ChannelHandlerContext context;
  private @Nullable ByteBuf held;
  private State state;
  private int scanned;
  private long left;
  private boolean decoding;
  private boolean first = true;

  MessageDecoder(WireLimits limits, int tooLongStatus, boolean startsAtOnce) {
    this.limits = limits;
    this.bounds = new HeadBounds(limits, tooLongStatus);
    this.state = startsAtOnce ? State.HEAD : State.WAITING;
  }

  /** Reads a head of a number of bytes, its empty line included. */
  abstract HttpMessage readHead(byte[] bytes, int length) throws MalformedException;

  /** How the body of the head that was read last ends. */
  abstract Framing framing(HttpMessage head) throws MalformedException;

  /** Whether the head only announces another one. */
  abstract boolean isInterim(HttpMessage head);

  /** Whether bytes may come between two messages, before anyone asked for them. */
  abstract boolean mayComeAhead();

  /** Lets the next message pass. */
  public final void proceed() {
    if (state == State.WAITING) {
      state = State.HEAD;
      scanned = 0;
      if (context != null) {
        context.channel().config().setAutoRead(true);
        decode(context);
      }
    }
  }

  /** Whether a head has begun and is not complete. */
  public final boolean insideHead() {
    return state == State.HEAD && held != null && held.isReadable();
  }

  /** Whether a body is being read. */
  public final boolean insideBody() {
    return switch (state) {
      case FIXED, UNTIL_CLOSE, CHUNK_SIZE, CHUNK_DATA, CHUNK_END, TRAILERS -> true;
      case WAITING, HEAD, FAILED -> false;
    };
  }

  @Override
  public final void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
  }

  @Override
  public final void handlerRemoved(ChannelHandlerContext ctx) {
    drop();
  }

  @Override
  public final void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!(message instanceof ByteBuf bytes)) {
      ctx.fireChannelRead(message);
      return;
    }
    if (state == State.FAILED) {
      bytes.release();
      return;
    }
    hold(ctx, bytes);
    decode(ctx);
  }

  @Override
  public final void channelInactive(ChannelHandlerContext ctx) {
    if (state == State.UNTIL_CLOSE) {
      state = State.WAITING;
      ctx.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
    }
    drop();
    ctx.fireChannelInactive();
  }

  private void hold(ChannelHandlerContext ctx, ByteBuf bytes) {
    ByteBuf before = held;
    if (before == null) {
      held = bytes;
      return;
    }
    ByteBuf both = ctx.alloc().buffer(before.readableBytes() + bytes.readableBytes() + 256);
    both.writeBytes(before).writeBytes(bytes);
    before.release();
    bytes.release();
    held = both;
  }

  private void drop() {
    if (held != null) {
      held.release();
      held = null;
    }
  }

  private void decode(ChannelHandlerContext ctx) {
    if (decoding) {
      return; // The loop below goes on by itself.
    }
    decoding = true;
    try {
      while (held != null && step(ctx, held)) {
        // Until more bytes are needed.
      }
    } catch (MalformedException e) {
      fail(ctx, e.reason());
    } finally {
      decoding = false;
    }
    if (held != null && !held.isReadable()) {
      drop();
    }
  }

  private void fail(ChannelHandlerContext ctx, Malformed reason) {
    state = State.FAILED;
    drop();
    ctx.fireUserEventTriggered(reason);
  }

  /** Takes one step; false when that needs bytes that are not there yet, or leave to go on. */
  private boolean step(ChannelHandlerContext ctx, ByteBuf in) throws MalformedException {
    return switch (state) {
      case WAITING -> waitFor(ctx, in);
      case HEAD -> head(ctx, in);
      case FIXED, CHUNK_DATA -> data(ctx, in);
      case UNTIL_CLOSE -> rest(ctx, in);
      case CHUNK_SIZE -> chunkSize(in);
      case CHUNK_END -> chunkEnd(in);
      case TRAILERS -> trailers(ctx, in);
      case FAILED -> false;
    };
  }

  private boolean waitFor(ChannelHandlerContext ctx, ByteBuf in) throws MalformedException {
    if (in.isReadable() && !mayComeAhead()) {
      throw new MalformedException(502, "no bytes that were not asked for");
    }
    if (in.readableBytes() > AHEAD) {
      ctx.channel().config().setAutoRead(false);
    }
    return false;
  }

  private boolean head(ChannelHandlerContext ctx, ByteBuf in) throws MalformedException {
    if (first && mayComeAhead() && Http2Preface.mayBe(in)) {
      return preface(ctx, in);
    }
    if (scanned == 0) {
      HeadBounds.skipEmptyLines(in);
      if (in.isReadable()
          && !HeadParser.isToken(in.getByte(in.readerIndex()))
          && in.getByte(in.readerIndex()) != '\r') {
        throw new MalformedException(400, "a message that starts with a token");
      }
    }
    int length = headLength(in);
    if (length < 0) {
      bounds.checkGrowth(in);
      return false;
    }
    if (length > limits.headBytes()) {
      throw bounds.tooLarge(in);
    }
    byte[] bytes = scratch(length);
    in.readBytes(bytes, 0, length);
    scanned = 0;
    HttpMessage head = readHead(bytes, length);
    if (isInterim(head)) {
      return true;
    }
    first = false;
    enter(framing(head));
    boolean complete = state == State.WAITING;
    ctx.fireChannelRead(head);
    if (complete) {
      ctx.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
    }
    return true;
  }

  private boolean preface(ChannelHandlerContext ctx, ByteBuf in) {
    if (Http2Preface.isWhole(in)) {
      held = null;
      state = State.FAILED; // Whatever comes is for another handler.
      ctx.fireUserEventTriggered(new Http2Preface(in));
    }
    return false;
  }

  private void enter(Framing framing) {
    switch (framing) {
      case Framing.Fixed(long bytes) -> {
        left = bytes;
        state = bytes == 0 ? State.WAITING : State.FIXED;
      }
      case Framing.Chunked _ -> state = State.CHUNK_SIZE;
      case Framing.UntilClose _ -> state = State.UNTIL_CLOSE;
    }
  }

  /** Looks at what is new only; -1 when the empty line is not there yet. */
  private int headLength(ByteBuf in) {
    int length = HeadBounds.length(in, scanned);
    scanned = length < 0 ? in.readableBytes() : 0;
    return length;
  }

  private boolean data(ChannelHandlerContext ctx, ByteBuf in) {
    int available = in.readableBytes();
    if (available == 0) {
      return false;
    }
    boolean ends = available >= left;
    ByteBuf piece = take(in, ends ? (int) left : available);
    left -= piece.readableBytes();
    if (state == State.CHUNK_DATA) {
      state = ends ? State.CHUNK_END : State.CHUNK_DATA;
      ctx.fireChannelRead(new DefaultHttpContent(piece));
    } else if (ends) {
      state = State.WAITING;
      ctx.fireChannelRead(new DefaultLastHttpContent(piece));
    } else {
      ctx.fireChannelRead(new DefaultHttpContent(piece));
    }
    return true;
  }

  /** The whole buffer when nothing else is in it, a slice otherwise. */
  private ByteBuf take(ByteBuf in, int size) {
    if (size == in.readableBytes()) {
      held = null;
      return in;
    }
    return in.readRetainedSlice(size);
  }

  private boolean rest(ChannelHandlerContext ctx, ByteBuf in) {
    if (!in.isReadable()) {
      return false;
    }
    held = null;
    ctx.fireChannelRead(new DefaultHttpContent(in));
    return true;
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

  private boolean trailers(ChannelHandlerContext ctx, ByteBuf in) throws MalformedException {
    int start = in.readerIndex();
    if (in.readableBytes() < 2) {
      return false;
    }
    if (in.getByte(start) == '\r' && in.getByte(start + 1) == '\n') {
      in.skipBytes(2);
      state = State.WAITING;
      ctx.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
      return true;
    }
    int length = headLength(in);
    if (length > limits.headBytes() || (length < 0 && in.readableBytes() > limits.headBytes())) {
      throw new MalformedException(431, "trailers of at most " + limits.headBytes() + " bytes");
    }
    if (length < 0) {
      return false;
    }
    byte[] bytes = scratch(length);
    in.readBytes(bytes, 0, length);
    HttpHeaders trailers = HeadParser.headers(bytes, 0, length, limits);
    HopByHop.checkTrailers(trailers);
    LastHttpContent last = new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER, TRAILERS);
    last.trailingHeaders().add(trailers);
    state = State.WAITING;
    ctx.fireChannelRead(last);
    return true;
  }

  private static byte[] scratch(int length) {
    byte[] bytes = SCRATCH.get();
    if (bytes.length < length) {
      bytes = new byte[Integer.highestOneBit(length) * 2];
      SCRATCH.set(bytes);
    }
    return bytes;
  }
}
