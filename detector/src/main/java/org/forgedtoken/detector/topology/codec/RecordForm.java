package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a record is written: its components in their order, one that may be null behind a flag. */
final class RecordForm implements Codec<Object> {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private final MethodHandle maker;
    private final List<Component> components;

    private record Component(MethodHandle getter, boolean optional, Codec<Object> form) {}

    RecordForm(Class<?> type) {
        RecordComponent[] all = type.getRecordComponents();
        try {
            Constructor<?> canonical = type.getDeclaredConstructor(
                    Arrays.stream(all).map(RecordComponent::getType).toArray(Class<?>[]::new));
            canonical.setAccessible(true);
            maker = LOOKUP.unreflectConstructor(canonical)
                    .asSpreader(Object[].class, all.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type + " cannot be made", e);
        }
        components = Arrays.stream(all).map(RecordForm::component).toList();
    }

    private static Component component(RecordComponent component) {
        try {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            return new Component(
                    LOOKUP.unreflect(accessor).asType(MethodType.methodType(Object.class, Object.class)),
                    component.getAnnotatedType().isAnnotationPresent(Nullable.class),
                    Forms.of(component.getGenericType()));
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(component + " cannot be read", e);
        }
    }

    @Override
    public void write(Object value, ByteWriter out) {
        for (int i = 0; i < components.size(); i++) {
            Component component = components.get(i);
            Object part = part(component, value);
            if (component.optional()) {
                out.writeBoolean(part != null);
            }
            if (part != null) {
                component.form().write(part, out);
            } else if (!component.optional()) {
                throw new NullPointerException("component " + i + " of " + value);
            }
        }
    }

    @Override
    public Object read(ByteReader in) throws IOException {
        @Nullable Object[] parts = new Object[components.size()];
        for (int i = 0; i < parts.length; i++) {
            Component component = components.get(i);
            parts[i] = component.optional() && !in.readBoolean()
                    ? null
                    : component.form().read(in);
        }
        try {
            return (Object) maker.invokeExact(parts);
        } catch (Throwable e) {
            throw new IOException("what is stored cannot be: " + e.getMessage(), e);
        }
    }

    private static @Nullable Object part(Component component, Object value) {
        try {
            return (Object) component.getter().invokeExact(value);
        } catch (Throwable e) {
            throw new IllegalStateException("an accessor failed", e);
        }
    }
}
