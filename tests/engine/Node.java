import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.transport.Netty4Plugin;

/** One OpenSearch node as a process of its own on loopback: `java Node.java NAME HOME HTTP TRANSPORT TRANSPORTS`. */
public class Node {
    static class Bare extends org.opensearch.node.Node {
        Bare(Environment environment) {
            super(environment, List.of(Netty4Plugin.class, CommonAnalysisPlugin.class), false);
        }
    }

    public static void main(String[] arguments) throws Exception {
        String name = arguments[0];
        Settings settings = Settings.builder()
            .put("cluster.name", "ibid-tests")
            .put("node.name", name)
            .put("path.home", arguments[1])
            .put("path.data", Path.of(arguments[1], "data").toString())
            .put("network.host", "127.0.0.1")
            .put("http.type", "netty4")
            .put("transport.type", "netty4")
            .put("http.port", arguments[2])
            .put("transport.port", arguments[3])
            .put("discovery.seed_hosts", arguments[4])
            .put("cluster.initial_cluster_manager_nodes", "n1,n2,n3")
            .put("cluster.routing.allocation.disk.threshold_enabled", false)
            .build();
        Environment environment =
            InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> name);
        Bare node = new Bare(environment);
        node.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try { node.close(); } catch (Exception error) { error.printStackTrace(); }
        }));
        Thread.currentThread().join();
    }
}
