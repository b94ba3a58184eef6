package health.consilium.docs;

import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** Every key of our configuration, with default and meaning, from the records that read them. */
final class SettingsTable {

    private static final Path SOURCES = Path.of("src/main/java");

    String text() {
        return settings()
                .flatMap(SettingsTable::rows)
                .collect(Collectors.joining("\n", "| Key | Default | Meaning |\n|-|-|-|\n", "\n"));
    }

    private static Stream<Class<?>> settings() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        return scanner.findCandidateComponents("health.consilium").stream()
                .<Class<?>>map(found -> ClassUtils.resolveClassName(found.getBeanClassName(), null))
                .sorted(Comparator.comparing(SettingsTable::prefix));
    }

    private static String prefix(Class<?> settings) {
        return (String) AnnotationUtils.getValue(settings.getAnnotation(ConfigurationProperties.class));
    }

    private static Stream<String> rows(Class<?> settings) {
        return rows(settings, prefix(settings), source(settings));
    }

    private static Stream<String> rows(Class<?> settings, String prefix, String source) {
        return Arrays.stream(constructor(settings).getParameters()).flatMap(parameter -> {
            String key = prefix + "." + kebab(parameter.getName());
            return isOurs(parameter.getType())
                    ? rows(parameter.getType(), key, source)
                    : Stream.of("| `%s` | %s | %s |"
                            .formatted(key, defaultOf(parameter), meaning(parameter.getName(), settings, source)));
        });
    }

    private static Constructor<?> constructor(Class<?> settings) {
        return settings.getDeclaredConstructors()[0];
    }

    private static boolean isOurs(Class<?> type) {
        return type.isRecord() && type.getName().startsWith("health.consilium");
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
    }

    private static String defaultOf(Parameter parameter) {
        DefaultValue value = parameter.getAnnotation(DefaultValue.class);
        return value == null || value.value().length == 0 ? "–" : "`" + String.join(",", value.value()) + "`";
    }

    private static String source(Class<?> settings) {
        return GeneratedBlock.read(SOURCES.resolve(settings.getName().replace('.', '/') + ".java"));
    }

    /** The comment that stands before the record. */
    private static String documentation(Class<?> type, String source) {
        int record = source.indexOf("record " + type.getSimpleName() + "(");
        return source.substring(source.lastIndexOf("/**", record), record);
    }

    private static String meaning(String name, Class<?> type, String source) {
        Matcher meaning = Pattern.compile("@param " + name + " (.*?)(?=\\n\\s*\\* @|\\*/)", Pattern.DOTALL)
                .matcher(documentation(type, source));
        if (!meaning.find()) {
            throw new AssertionError(type.getName() + " does not say what " + name + " means");
        }
        return List.of(meaning.group(1).split("\n")).stream()
                .map(line -> line.replaceFirst("^\\s*\\*\\s?", "").strip())
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining(" "))
                .replaceAll("\\{@code ([^}]*)}", "`$1`")
                .strip();
    }
}
