package health.consilium.support;

import health.consilium.ConsiliumApplication;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/**
 * A test against the running server: real HTTP, real PostgreSQL, demo accounts. All of them share one server; each brings a
 * patient and a case of its own ({@link Journey}) and never wipes anything. No properties per test class.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(classes = ConsiliumApplication.class, webEnvironment = WebEnvironment.DEFINED_PORT)
@ActiveProfiles("demo")
@ContextConfiguration(initializers = TestServer.class)
@Import(Journey.Journeys.class)
public @interface ServerTest {}
