// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.keda;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The protocol as its .proto file says, read into protobuf's own classes: nothing of ours. */
final class PublicProtocol {

  private static final String PACKAGE = "externalscaler";
  private static final Pattern MESSAGE =
      Pattern.compile("message (\\w+) \\{(.*?)}", Pattern.DOTALL);
  private static final Pattern FIELD =
      Pattern.compile("(repeated )?(map<string, string>|\\w+) (\\w+) = (\\d+);");
  private static final Pattern RPC =
      Pattern.compile("rpc (\\w+)\\((\\w+)\\) returns \\((stream )?(\\w+)\\)");

  private final FileDescriptor file;
  private final Map<String, MethodDescriptor<DynamicMessage, DynamicMessage>> methods =
      new TreeMap<>();

  private PublicProtocol(String text) throws DescriptorValidationException {
    FileDescriptorProto.Builder proto =
        FileDescriptorProto.newBuilder().setSyntax("proto3").setPackage(PACKAGE);
    MESSAGE.matcher(text).results().forEach(m -> proto.addMessageType(message(m)));
    file = FileDescriptor.buildFrom(proto.build(), new FileDescriptor[0]);
    RPC.matcher(text).results().forEach(rpc -> methods.put(rpc.group(1), method(rpc)));
  }

  static PublicProtocol read() {
    try {
      return new PublicProtocol(Files.readString(Path.of("src/main/proto/externalscaler.proto")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (DescriptorValidationException e) {
      throw new IllegalStateException(e);
    }
  }

  Map<String, MethodDescriptor<DynamicMessage, DynamicMessage>> methods() {
    return methods;
  }

  MethodDescriptor<DynamicMessage, DynamicMessage> method(String name) {
    MethodDescriptor<DynamicMessage, DynamicMessage> method = methods.get(name);
    if (method == null) {
      throw new IllegalArgumentException(name + " (expected: one of " + methods.keySet() + ")");
    }
    return method;
  }

  Descriptor type(String name) {
    return file.findMessageTypeByName(name);
  }

  private static DescriptorProto message(MatchResult match) {
    DescriptorProto.Builder message = DescriptorProto.newBuilder().setName(match.group(1));
    FIELD.matcher(match.group(2)).results().forEach(field -> add(message, field));
    return message.build();
  }

  private static void add(DescriptorProto.Builder message, MatchResult field) {
    FieldDescriptorProto.Builder built =
        FieldDescriptorProto.newBuilder()
            .setName(field.group(3))
            .setNumber(Integer.parseInt(field.group(4)))
            .setLabel(
                field.group(1) == null
                    ? FieldDescriptorProto.Label.LABEL_OPTIONAL
                    : FieldDescriptorProto.Label.LABEL_REPEATED);
    switch (field.group(2)) {
      case "string" -> built.setType(FieldDescriptorProto.Type.TYPE_STRING);
      case "bool" -> built.setType(FieldDescriptorProto.Type.TYPE_BOOL);
      case "int64" -> built.setType(FieldDescriptorProto.Type.TYPE_INT64);
      case "double" -> built.setType(FieldDescriptorProto.Type.TYPE_DOUBLE);
      case "map<string, string>" -> {
        String entry =
            field.group(3).substring(0, 1).toUpperCase(Locale.ROOT)
                + field.group(3).substring(1)
                + "Entry";
        message.addNestedType(
            DescriptorProto.newBuilder()
                .setName(entry)
                .setOptions(MessageOptions.newBuilder().setMapEntry(true))
                .addField(text("key", 1))
                .addField(text("value", 2)));
        built
            .setLabel(FieldDescriptorProto.Label.LABEL_REPEATED)
            .setType(FieldDescriptorProto.Type.TYPE_MESSAGE)
            .setTypeName("." + PACKAGE + "." + message.getName() + "." + entry);
      }
      default ->
          built
              .setType(FieldDescriptorProto.Type.TYPE_MESSAGE)
              .setTypeName("." + PACKAGE + "." + field.group(2));
    }
    message.addField(built);
  }

  private static FieldDescriptorProto text(String name, int number) {
    return FieldDescriptorProto.newBuilder()
        .setName(name)
        .setNumber(number)
        .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
        .setType(FieldDescriptorProto.Type.TYPE_STRING)
        .build();
  }

  private MethodDescriptor<DynamicMessage, DynamicMessage> method(MatchResult rpc) {
    return MethodDescriptor.<DynamicMessage, DynamicMessage>newBuilder()
        .setType(rpc.group(3) == null ? MethodType.UNARY : MethodType.SERVER_STREAMING)
        .setFullMethodName(PACKAGE + ".ExternalScaler/" + rpc.group(1))
        .setRequestMarshaller(new Dynamic(type(rpc.group(2))))
        .setResponseMarshaller(new Dynamic(type(rpc.group(4))))
        .build();
  }

  /** Any message by its descriptor. */
  private record Dynamic(Descriptor type) implements MethodDescriptor.Marshaller<DynamicMessage> {

    @Override
    public InputStream stream(DynamicMessage message) {
      return new ByteArrayInputStream(message.toByteArray());
    }

    @Override
    public DynamicMessage parse(InputStream stream) {
      try {
        return DynamicMessage.parseFrom(type, stream);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
