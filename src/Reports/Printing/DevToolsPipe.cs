using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ServiceAnalytics.Reports.Printing;

/// <summary>
/// Talks to a browser by its DevTools protocol over a pipe: JSON messages, each ended by a NUL. No port is opened.
/// Protocol: chromedevtools.github.io/devtools-protocol.
/// </summary>
internal sealed class DevToolsPipe : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> _waiting = new();
    private readonly Queue<string> _lastWords = new();
    private readonly SemaphoreSlim _writing = new(1);
    private readonly Task _reading;
    private int _lastId;
    private volatile bool _ended;

    private DevToolsPipe(Process process)
    {
        _process = process;
        _process.ErrorDataReceived += (_, line) => Remember(line.Data);
        _process.BeginErrorReadLine();
        _reading = Task.Run(ReadAsync);
    }

    /// <summary>Called on the reading thread for every event: method, parameters, session (null for the browser itself).</summary>
    public Action<string, JsonElement, string?>? EventReceived { get; set; }

    /// <summary>True when the browser is gone.</summary>
    public bool HasEnded => _ended;

    /// <summary>Starts a program with its descriptors 3 and 4 as the pipe.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="environment">Variables set for it, beside those of this process.</param>
    public static DevToolsPipe Start(IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment)
    {
        // .NET gives a child three descriptors only: the shell moves the first two to where the browser wants its pipe.
        var start = new ProcessStartInfo("/bin/sh")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("exec \"$0\" \"$@\" 3<&0 4>&1 0</dev/null 1>&2");
        foreach (var part in command)
        {
            start.ArgumentList.Add(part);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new DevToolsPipe(Process.Start(start) ?? throw new InvalidOperationException("/bin/sh did not start."));
    }

    /// <summary>Sends a command and waits for its answer.</summary>
    /// <exception cref="PrintException">The browser ended or refused.</exception>
    public async Task<JsonElement> SendAsync(string method, JsonObject? parameters, string? session, CancellationToken cancellationToken)
    {
        var id = Interlocked.Increment(ref _lastId);
        var answer = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[id] = answer;
        if (_ended)
        {
            throw Ended();
        }

        await WriteAsync(id, method, parameters, session, cancellationToken).ConfigureAwait(false);
        return await answer.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends a command whose answer nobody waits for, e.g. from within an event.</summary>
    public void Post(string method, JsonObject parameters, string? session) =>
        _ = WriteAsync(Interlocked.Increment(ref _lastId), method, parameters, session, CancellationToken.None);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _ended = true;
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The browser was gone already.
        }

        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            await _process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _reading.ConfigureAwait(false);
        _process.Dispose();
        _writing.Dispose();
    }

    private async Task WriteAsync(int id, string method, JsonObject? parameters, string? session, CancellationToken cancellationToken)
    {
        var message = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters ?? [] };
        if (session is not null)
        {
            message["sessionId"] = session;
        }

        var bytes = Encoding.UTF8.GetBytes(message.ToJsonString() + "\0");
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var pipe = _process.StandardInput.BaseStream;
            await pipe.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
            await pipe.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // The reading side sees the end as well and tells everybody who waits.
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task ReadAsync()
    {
        var pipe = _process.StandardOutput.BaseStream;
        var buffer = new byte[1 << 16];
        using var message = new MemoryStream();
        int count;
        while ((count = await pipe.ReadAsync(buffer).ConfigureAwait(false)) > 0)
        {
            var rest = buffer.AsMemory(0, count);
            int end;
            while ((end = rest.Span.IndexOf((byte)0)) >= 0)
            {
                message.Write(rest.Span[..end]);
                Receive(message.GetBuffer().AsMemory(0, (int)message.Length));
                message.SetLength(0);
                rest = rest[(end + 1)..];
            }

            message.Write(rest.Span);
        }

        _ended = true;
        foreach (var waiting in _waiting.Values)
        {
            waiting.TrySetException(Ended());
        }
    }

    private void Receive(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement.Clone();
        if (!root.TryGetProperty("id", out var id))
        {
            var session = root.TryGetProperty("sessionId", out var s) ? s.GetString() : null;
            EventReceived?.Invoke(root.GetProperty("method").GetString()!, root.GetProperty("params"), session);
        }
        else if (_waiting.TryRemove(id.GetInt32(), out var answer))
        {
            if (root.TryGetProperty("error", out var error))
            {
                answer.TrySetException(new PrintException(PrintFailure.BrowserEnded, $"The browser refused a command: {error}. Try another version of it."));
            }
            else
            {
                answer.TrySetResult(root.GetProperty("result"));
            }
        }
    }

    private void Remember(string? line)
    {
        lock (_lastWords)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                _lastWords.Enqueue(line);
            }

            while (_lastWords.Count > 6)
            {
                _lastWords.Dequeue();
            }
        }
    }

    private PrintException Ended()
    {
        lock (_lastWords)
        {
            var words = _lastWords.Count == 0 ? "It said nothing." : "It said: " + string.Join(" / ", _lastWords);
            return new PrintException(PrintFailure.BrowserEnded,
                $"The browser ended while printing. {words} Run it by hand to see what it lacks, or name another one in the settings.");
        }
    }
}
