package health.consilium.smart;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.boot.Banner;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.autoconfigure.validation.ValidationAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.error.ErrorMvcAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Primary;
import org.springframework.context.event.EventListener;

/** This module alone, on a real port and a real PostgreSQL, with a stand-in servlet where the FHIR server would be. */
final class SmartTestServer {

    private static final SmartTestServer INSTANCE = new SmartTestServer();

    private final ConfigurableApplicationContext context;

    private SmartTestServer() {
        context = new SpringApplicationBuilder(App.class)
                .bannerMode(Banner.Mode.OFF)
                .profiles("demo")
                .run(
                        "--server.port=0",
                        "--TEST_CLIENT_SECRET=a-secret-from-the-environment",
                        "--logging.level.root=error");
    }

    /** Started once for all test classes. */
    static SmartTestServer get() {
        return INSTANCE;
    }

    String url(String path) {
        return "http://localhost:" + context.getEnvironment().getRequiredProperty("local.server.port") + path;
    }

    /** What was told about clients. */
    List<ClientChanged> changes() {
        return bean(Changes.class).all;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** A configuration that a scan of the whole application does not pick up. */
    @TestConfiguration(proxyBeanMethods = false)
    @ComponentScan
    @ImportAutoConfiguration({
        ConfigurationPropertiesAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        ErrorMvcAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        JacksonAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        SecurityAutoConfiguration.class,
        SecurityFilterAutoConfiguration.class,
        ServletWebServerFactoryAutoConfiguration.class,
        ValidationAutoConfiguration.class,
        WebMvcAutoConfiguration.class
    })
    static class App {

        @Bean(destroyMethod = "close")
        EmbeddedPostgres postgres() throws IOException {
            return EmbeddedPostgres.builder().start();
        }

        @Bean
        DataSource dataSource(EmbeddedPostgres postgres) {
            DataSource dataSource = postgres.getPostgresDatabase();
            Flyway.configure()
                    .dataSource(dataSource)
                    .locations("classpath:db/migration/smart")
                    .load()
                    .migrate();
            return dataSource;
        }

        /** Finds the test's {@link KeysServer} under its name. */
        @Bean
        @Primary
        JwksFetcher keysOfTests() {
            return KeysServer.fetcher();
        }

        @Bean
        Changes changes() {
            return new Changes();
        }

        @Bean
        ServletRegistrationBean<HttpServlet> fhirServlet() {
            return new ServletRegistrationBean<>(new WhoAmI(), "/fhir/*");
        }
    }

    static final class Changes {

        private final List<ClientChanged> all = new CopyOnWriteArrayList<>();

        @EventListener
        void on(ClientChanged change) {
            all.add(change);
        }
    }

    /** Answers with the caller that the module found. */
    private static final class WhoAmI extends HttpServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setContentType("application/json");
            Map<String, Object> body = SmartSession.current()
                    .<Map<String, Object>>map(party -> Map.of(
                            "subject", party.subject(),
                            "client", party.clientId(),
                            "role", party.role().name(),
                            "fhirUser", party.fhirUser(),
                            "patient", party.patient().orElse(""),
                            "organization", party.organization().orElse(""),
                            "scopes", List.copyOf(party.scopes())))
                    .orElse(Map.of());
            new ObjectMapper().writeValue(response.getOutputStream(), body);
        }
    }
}
