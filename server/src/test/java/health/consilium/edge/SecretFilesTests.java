package health.consilium.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** Secrets that come as files, one a key, as orchestrators mount them. */
class SecretFilesTests {

    @TempDir
    Path directory;

    @Test
    void aFileIsTheValueOfItsKey() throws IOException {
        Files.writeString(directory.resolve("spring.datasource.password"), "from a file\n");
        try (ConfigurableApplicationContext context = start()) {
            assertThat(context.getEnvironment().getProperty("spring.datasource.password"))
                    .isEqualTo("from a file");
        }
    }

    @Test
    void withoutTheDirectoryTheServerStartsAsWell() {
        directory = directory.resolve("none");
        try (ConfigurableApplicationContext context = start()) {
            assertThat(context.getEnvironment().getProperty("spring.datasource.password"))
                    .isNull();
        }
    }

    private ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(Nothing.class)
                .web(WebApplicationType.NONE)
                .run("--consilium.secrets-directory=" + directory, "--logging.level.root=error");
    }

    @Configuration(proxyBeanMethods = false)
    static class Nothing {}
}
