package health.consilium.fhir;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.serializer.JacksonSerializer;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.Task;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/**
 * Timers that survive a restart and are shared by servers, for every module: a module declares what is done as a bean of type
 * {@link Task} and says when through {@link SchedulerClient}. See https://github.com/kagkarlsson/db-scheduler.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TimerSettings.class)
class TimerConfiguration {

    /** What is stored can be read by a person and by a later version of the program. */
    private final Serializer serializer = new JacksonSerializer();

    /**
     * Sets and removes timers, within the transaction of the caller: what is rolled back leaves no timer. It knows no tasks, so
     * that a bean of type {@link Task} may use it.
     */
    @Bean
    @DependsOn("schemaMigration")
    SchedulerClient schedulerClient(DataSource dataSource) {
        return SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(dataSource))
                .serializer(serializer)
                .build();
    }

    @Bean
    @DependsOn("schemaMigration")
    Timers timers(DataSource dataSource, ObjectProvider<Task<?>> tasks, TimerSettings settings, Clock clock) {
        return new Timers(dataSource, tasks, serializer, settings, clock);
    }

    /** The name of its part of {@code /actuator/health} is {@code timers}. */
    @Bean
    @DependsOn("schemaMigration")
    TimerWatch timersHealthIndicator(JdbcClient jdbc, TimerSettings settings, Clock clock) {
        return new TimerWatch(jdbc, settings, clock);
    }
}
