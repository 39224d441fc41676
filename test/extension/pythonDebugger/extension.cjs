// The Python Debugger extension cannot be had without the marketplace: this has Debian's debugpy do its work, and starts
// the sessions of child processes as that extension does.
const vscode = require('vscode');

const PYTHON = '/usr/bin/python3';

exports.activate = ({ subscriptions }) => {
  const createDebugAdapterDescriptor = ({ configuration: { request, connect } }) =>
    request === 'attach' && connect
      ? new vscode.DebugAdapterServer(connect.port, connect.host)
      : new vscode.DebugAdapterExecutable(PYTHON, ['-m', 'debugpy.adapter']);
  subscriptions.push(
    vscode.debug.registerDebugAdapterDescriptorFactory('debugpy', { createDebugAdapterDescriptor }),
    vscode.debug.onDidReceiveDebugSessionCustomEvent(({ event, session, body }) => {
      if (event !== 'debugpyAttach') return;
      const options = { parentSession: session, lifecycleManagedByParent: true };
      void vscode.debug.startDebugging(session.workspaceFolder, { ...body }, options);
    }),
  );
};
