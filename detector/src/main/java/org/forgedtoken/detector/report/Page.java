package org.forgedtoken.detector.report;

import freemarker.core.ArithmeticEngine;
import freemarker.template.AdapterTemplateModel;
import freemarker.template.Configuration;
import freemarker.template.DefaultObjectWrapper;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateScalarModel;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Locale;
import java.util.Map;
import org.forgedtoken.detector.alert.VisibleText;
import org.jspecify.annotations.Nullable;

/**
 * Pages made from templates among the resources. Every text that is put into one is made visible (control and bidirectional
 * characters are written out), and in a template of HTML ({@code .ftlh}) it is escaped too, in an element as in an attribute,
 * so that it can be nothing but text.
 */
public final class Page {
    private static final Values VALUES = new Values();
    private static final Configuration TEMPLATES = templates();

    private Page() {}

    private static Configuration templates() {
        Configuration templates = new Configuration(Configuration.VERSION_2_3_34);
        templates.setClassForTemplateLoading(Page.class, "/");
        templates.setDefaultEncoding("UTF-8");
        templates.setLocale(Locale.ROOT);
        templates.setNumberFormat("computer");
        templates.setArithmeticEngine(ArithmeticEngine.CONSERVATIVE_ENGINE);
        templates.setObjectWrapper(VALUES);
        templates.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        templates.setLogTemplateExceptions(false);
        return templates;
    }

    /**
     * The page.
     *
     * @param template among the resources
     * @param values of its variables; a class stands for its static methods, and an enum's for its constants
     */
    public static String of(String template, Map<String, ?> values) {
        StringWriter page = new StringWriter();
        try {
            TEMPLATES.getTemplate(template).process(values, page);
        } catch (IOException | TemplateException e) {
            throw new IllegalStateException(e);
        }
        return page.toString();
    }

    private static final class Values extends DefaultObjectWrapper {
        Values() {
            super(Configuration.VERSION_2_3_34);
            setExposeFields(true);
        }

        @Override
        public @Nullable TemplateModel wrap(@Nullable Object value) throws TemplateModelException {
            if (value instanceof Class<?> named) {
                return (named.isEnum() ? getEnumModels() : getStaticModels()).get(named.getName());
            }
            return value instanceof String text ? new Text(text) : super.wrap(value);
        }
    }

    /** A text; what is handed it back has it as it was. */
    private record Text(String text) implements TemplateScalarModel, AdapterTemplateModel {
        @Override
        public String getAsString() {
            return VisibleText.inField(text);
        }

        @Override
        public Object getAdaptedObject(Class<?> hint) {
            return text;
        }
    }
}
